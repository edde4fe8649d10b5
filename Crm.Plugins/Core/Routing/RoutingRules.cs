using System.Text.Json.Serialization;

namespace Crm.Plugins.Core.Routing;

/// <summary>How one is picked from several dealers that fit .</summary>
public enum PickMethod
{
    GeoNearest,
    RoundRobin,
    /// <summary>Random by weight, but never far from each dealer's due share: it draws among those below theirs.</summary>
    WeightedRandom,
    BestScore,
    LeastBusy,
}

/// <summary>What an operator may tune. Stored with every decision; give each change a new <see cref="Version"/>.</summary>
public sealed record RoutingRules
{
    // Zero is a value here, and not the one a missing member would get: so every member is written.

    public static RoutingRules Default { get; } = new();

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Version { get; init; } = "1";

    /// <summary>Weights of the parts of a score .</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ScoreParts Weights { get; init; } = new(0.35, 0.20, 0.25, 0.10, 0.10);

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public PickMethod VipPick { get; init; } = PickMethod.BestScore;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public PickMethod StockPick { get; init; } = PickMethod.BestScore;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public PickMethod TerritoryPick { get; init; } = PickMethod.RoundRobin;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public PickMethod OpenMarketPick { get; init; } = PickMethod.BestScore;

    /// <summary>After so many offers the maker's desk has the lead.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int MaxOffers { get; init; } = 3;

    /// <summary>How far a customer in a city's district drives; territory owners are never too far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double CityRadiusKm { get; init; } = 60;

    /// <summary>The same for counties, and where only a location is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double RuralRadiusKm { get; init; } = 150;

    /// <summary>Most dealers listed in one decision; the nearest are kept, the rest are only counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int ListLimit { get; init; } = 64;
}

/// <summary>The parts of a score, each 0 to 1, or their weights.</summary>
public readonly record struct ScoreParts(double Distance, double Capacity, double Performance, double Fit, double Fairness)
{
    public double WeightedBy(ScoreParts weights) =>
        Distance * weights.Distance + Capacity * weights.Capacity + Performance * weights.Performance
        + Fit * weights.Fit + Fairness * weights.Fairness;
}
