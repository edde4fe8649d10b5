using System.Diagnostics;
using Crm.Host.Plugins.Manifests;
using Crm.Plugins.Contract;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Host.Plugins.Loading;

/// <summary>Builds a plugin's private container. What goes wrong in it concerns this plugin only.</summary>
internal sealed class PluginServices(
    ILoggerFactory logging, TimeProvider time, IHostAddress address, IHostLife life, IPluginStates states, IPluginLogs logs, IHostMedia media, IHostUploads uploads,
    IPluginTyping typing)
{
    public ServiceProvider Build(IPlugin plugin, PluginManifest manifest, PluginContext context, IEnumerable<string> operatorHosts)
    {
        var services = new ServiceCollection();
        services.AddSingleton(logging);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddOptions();
        services.AddSingleton(time);
        services.AddSingleton(context);
        services.AddSingleton(states.OfPlugin(manifest.Id));
        services.AddSingleton(logs.OfPlugin(manifest.Id));
        services.AddSingleton(address);
        services.AddSingleton(life);
        services.AddSingleton(media);
        services.AddSingleton(uploads);
        services.AddSingleton(typing.OfPlugin(manifest.Id));
        services.AddSingleton(_ => PermittedHosts.CreateClient(manifest.Id, [.. manifest.Permissions.Http ?? [], .. operatorHosts]));

        plugin.ConfigureServices(services, context);

        Compare(manifest, services);
        if (Has<IEndpointModule>(services))
        {
            services.AddRouting();
            services.TryAddSingleton(new DiagnosticListener(manifest.Id));
        }

        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    /// <summary>A manifest that promises more or less than the code is a manifest nobody can rely on.</summary>
    private static void Compare(PluginManifest manifest, ServiceCollection services)
    {
        var provides = manifest.Provides;
        Same(provides.Contains(Capability.Inbound) || provides.Contains(Capability.Outbound), Has<IChannelAdapter>(services), $"{Capability.Inbound} or {Capability.Outbound}", nameof(IChannelAdapter));
        foreach (var (capability, service) in Capability.Services)
            Same(provides.Contains(capability), services.Any(s => s.ServiceType == service), capability, service.Name);
    }

    private static void Same(bool declared, bool registered, string capability, string service)
    {
        if (declared && !registered) throw new InvalidOperationException($"The manifest provides {capability}, but no {service} is registered.");
        if (!declared && registered) throw new InvalidOperationException($"{service} is registered, but the manifest does not provide {capability}.");
    }

    private static bool Has<T>(ServiceCollection services) => services.Any(s => s.ServiceType == typeof(T));
}
