using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.My;

/// <summary>Links to My service, as the maker's people give and take them.</summary>
public static class MyLinkEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/customers/{id}/my-link", Make);
        api.MapDelete("/customers/{id}/my-link", Revoke);
    }

    private static Task<MyLinkItem> Make(SendMyLink send, Caller caller, string id, MyLinkInput input) => send.RunAsync(id, input.Send, caller);

    private static async Task<NoContent> Revoke(SendMyLink send, Caller caller, string id)
    {
        await send.RevokeAsync(id, caller);
        return TypedResults.NoContent();
    }
}

/// <param name="Send">Also sends it to the customer.</param>
public sealed record MyLinkInput(bool Send);
