using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace BadEndpoint;

public sealed class Plugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context) =>
        services.AddSingleton<IEndpointModule, Module>();
}

/// <summary>Mapping succeeds; building fails later, because a constraint of this name does not exist.</summary>
internal sealed class Module : IEndpointModule
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/good", () => "good");
        endpoints.MapGet("/bad/{id:nosuchconstraint}", (string id) => id);
    }
}
