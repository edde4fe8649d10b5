using Crm.Plugins.Core.Leads;

namespace Crm.Plugins.Core.Routing;

/// <summary>Those hard filters of R-01 that are a matter of numbers. The same code judges live facts and stored ones.</summary>
internal static class Filters
{
    /// <summary>
    /// The first code that excludes the dealer; null = it fits. The customer's own choice is never too far and never
    /// over its cap; a dealer the customer knows, or that owns the territory, is never too far.
    /// </summary>
    /// <param name="radiusKm">See <see cref="Radius"/>.</param>
    public static string? Check(ConsideredDealer dealer, RoutingRequest request, double radiusKm)
    {
        if (!request.Consented)
            return ExclusionCodes.Consent;
        if (IsFar(dealer, radiusKm) && !Relations.All(request).Contains(dealer.Id))
            return ExclusionCodes.Far;
        return dealer.Cap is { } cap && dealer.AssignedToday >= cap && dealer.Id != request.NamedDealer ? ExclusionCodes.Cap
            // For warm and cold leads it only counts in the order.
            : request.Temperature == Temperature.Hot && IsClosed(dealer, request) ? ExclusionCodes.Closed
            : null;
    }

    /// <summary>Closed during the whole window that the customer was promised.</summary>
    public static bool IsClosed(ConsideredDealer dealer, RoutingRequest request) =>
        request.PromiseDue is { } due && !(dealer.OpensAt < due.ToUnixTimeMilliseconds());

    /// <param name="region">Normalised.</param>
    public static double Radius(string? region, RoutingRules rules) =>
        region is null || RegionCodes.IsRural(region) ? rules.RuralRadiusKm : rules.CityRadiusKm;

    private static bool IsFar(ConsideredDealer dealer, double radiusKm) =>
        dealer.Territory is null && (dealer.Km is { } km ? km > radiusKm : dealer.Near == 0);
}
