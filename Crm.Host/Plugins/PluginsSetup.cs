using Crm.Host.Plugins.Http;
using Crm.Host.Plugins.Loading;
using Crm.Plugins.Contract;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Host.Plugins;

/// <summary>Wires the plugin system into the host.</summary>
public static class PluginsSetup
{
    /// <summary>
    /// Adds the catalog. The host also registers <see cref="IPluginStates"/>, <see cref="IPluginLogs"/>, <see cref="IApiKeys"/> and
    /// <c>IInboundSink</c>; hosted services registered before this one have started when the plugins start.
    /// </summary>
    public static IServiceCollection AddPlugins(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => PluginsOptions.From(configuration, s.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<IHostAddress, HostAddress>().AddSingleton<IHostLife, HostLife>();
        services.AddSingleton<PluginServices>();
        services.AddSingleton<PluginLoader>();
        services.AddSingleton(s => new PluginDiscovery(s.GetRequiredService<PluginsOptions>(), configuration, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(s => new PluginCatalog(s.GetRequiredService<PluginDiscovery>(), s.GetRequiredService<PluginLoader>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new PerIpLimit(s.GetRequiredService<PluginsOptions>().PerIpPerMinute, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<InboundDispatch>();
        services.AddHostedService<PluginRunner>();
        return services;
    }

    /// <summary>Maps <c>/in/{plugin}/{**rest}</c> and the well-known aliases.</summary>
    public static IEndpointRouteBuilder MapPlugins(this IEndpointRouteBuilder app)
    {
        app.Map("/in/{plugin}/{**rest}", (HttpContext context) => Dispatch(context).ToPluginAsync(context))
            .AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        foreach (var alias in Manifests.WellKnownAliases.All)
            app.Map(alias + "/{**rest}", (HttpContext context) => Dispatch(context).ToAliasAsync(context, alias))
                .AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return app;
    }

    private static InboundDispatch Dispatch(HttpContext context) => context.RequestServices.GetRequiredService<InboundDispatch>();
}
