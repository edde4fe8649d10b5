using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Echo;

internal sealed class EchoEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        // Services of the plugin's own container; a name the host has too, which a shared router would refuse.
        endpoints.MapGet("/page/{name}", (string name, PluginContext context, EchoAdapter adapter) => $"{context.Id} {name} {adapter.Sources.Count}").WithName("health");
        endpoints.MapGet("/throw", string () => throw new InvalidOperationException("This endpoint throws."));
    }
}
