namespace Crm.Plugins.Core.Routing;

/// <summary>Dealers that come first whatever their place: named, the VIP's own, related, with the car in stock, ranked before.</summary>
internal static class Relations
{
    public static IEnumerable<string> All(RoutingRequest request)
    {
        if (request.NamedDealer is { } named)
            yield return named;
        if (request.DedicatedDealer is { } dedicated)
            yield return dedicated;
        foreach (var related in request.Related)
            yield return related.DealerId;
        foreach (var id in request.InStock)
            yield return id;
        foreach (var id in request.Ranking)
            yield return id;
    }
}
