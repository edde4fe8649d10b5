using Crm.Adapters.WeComSandbox.Http;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Adapters.WeComSandbox;

/// <summary>A WeCom to play with: no account, no network. See README.md.</summary>
public sealed class SandboxPlugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton(provider => SandboxSettings.From(context.Settings, provider.GetRequiredService<IHostAddress>()));
        services.AddSingleton(provider => Start(provider.GetRequiredService<SandboxSettings>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<HttpClient>()));
        services.AddSingleton<IEndpointModule, SandboxModule>();
    }

    private static WeComPlatform Start(SandboxSettings settings, TimeProvider time, HttpClient http)
    {
        var platform = new WeComPlatform(settings.Platform, time, http);
        // The ids stay the same after a restart, so that the CRM knows these people again.
        var number = 0;
        foreach (var name in (ReadOnlySpan<string>)["王芳", "李伟", "张敏", "刘洋", "陈静"])
            platform.AddCustomer(name, $"wmSandboxCustomer00000000000000{++number:00}");
        return platform;
    }

    private sealed class SandboxModule(WeComPlatform platform, SandboxSettings settings) : IEndpointModule
    {
        public void Map(IEndpointRouteBuilder endpoints)
        {
            endpoints.MapWeComPlatform(platform, settings.AllowRemote);
            new PhoneEndpoints(platform, settings.AllowRemote).Map(endpoints);
        }
    }
}
