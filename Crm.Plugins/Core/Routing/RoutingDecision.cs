using System.Text.Json.Serialization;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// Which dealer, and everything that led there. Serialise it with <see cref="RoutingJson"/>;
/// <see cref="Router.Replay"/> takes it again from what is stored.
/// </summary>
public sealed record RoutingDecision
{
    public required RoutingRequest Request { get; init; }

    public required RoutingRules Rules { get; init; }

    /// <summary>The rule that decided: one of <see cref="RuleNames"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Null = the maker's own desk keeps the lead.</summary>
    public string? DealerId { get; init; }

    /// <summary>Key of the "why this dealer" sentence; see <see cref="ReasonKeys"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>Values for that sentence, by name.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Breaks the last ties; made of the lead's id.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The ranked ones first, then others that fitted, then the excluded ones.</summary>
    public required IReadOnlyList<ConsideredDealer> Dealers { get; init; }

    /// <summary>How many more were excluded by each code, or passed over, without being listed.</summary>
    public required IReadOnlyDictionary<string, int> Unlisted { get; init; }

    /// <summary>Name of the cursor that was moved; null where turns were not taken.</summary>
    public string? CursorKey { get; init; }

    /// <summary>In the order they would be offered the lead, the chosen one first.</summary>
    [JsonIgnore]
    public IEnumerable<ConsideredDealer> Ranking => Dealers.TakeWhile(dealer => dealer.Rank > 0);

    [JsonIgnore]
    public IEnumerable<ConsideredDealer> Excluded => Dealers.Where(dealer => dealer.Excluded is not null);
}

/// <param name="Cursor">The moved cursor, to be stored in the same transaction as the offer; null = nothing to store.</param>
public sealed record RoutingResult(RoutingDecision Decision, RoundRobinCursor? Cursor);

/// <summary>R-02 in order, and what is left when none applies.</summary>
public static class RuleNames
{
    public const string NextInRanking = "next-in-ranking";
    public const string Named = "named";
    public const string Vip = "vip";
    public const string Relation = "relation";
    public const string Stock = "stock";
    public const string Territory = "territory";
    public const string OpenMarket = "open-market";
    public const string OwnDesk = "own-desk";
}

/// <summary>
/// Keys of the sentences a person reads. Values given: <c>dealer</c> (code), and where it applies <c>region</c>,
/// <c>km</c>, <c>score</c>, <c>fitting</c> (how many fitted), <c>offers</c>.
/// Composed keys: <c>relation.{kind}</c>, <c>territory.{county|city|province|nation}</c>, <c>open-market.{pick}</c>.
/// </summary>
public static class ReasonKeys
{
    public const string Next = "next-in-ranking";
    public const string Named = "named";
    public const string VipDedicated = "vip.dedicated";
    public const string VipCertified = "vip.certified";
    public const string Stock = "stock";
    public const string NoConsent = "own-desk.no-consent";
    public const string NoBrand = "own-desk.no-brand";
    public const string NobodyFits = "own-desk.nobody-fits";
    public const string MaxOffers = "own-desk.max-offers";

    public static string Relation(string kind) => $"relation.{kind}";

    public static string Territory(int? level) => level switch
    {
        4 => "territory.county",
        3 => "territory.city",
        2 => "territory.province",
        _ => "territory.nation",
    };

    public static string OpenMarket(PickMethod pick) => pick switch
    {
        PickMethod.GeoNearest => "open-market.geo-nearest",
        PickMethod.RoundRobin => "open-market.round-robin",
        PickMethod.WeightedRandom => "open-market.weighted-random",
        PickMethod.LeastBusy => "open-market.least-busy",
        _ => "open-market.best-score",
    };
}
