namespace Crm.Plugins.Core.Routing;

/// <summary>What a rule says: these dealers, picked in this way, for this reason.</summary>
/// <param name="InGivenOrder">The list is already a ranking.</param>
/// <param name="CursorKey">Set where turns are taken.</param>
internal sealed record Choice(
    string Rule, string Reason, IReadOnlyList<ConsideredDealer> Dealers, PickMethod Pick = PickMethod.BestScore,
    bool InGivenOrder = false, string? CursorKey = null);

/// <summary>R-02: the first rule that finds anybody among those that fit.</summary>
internal static class Precedence
{
    public static Choice Choose(RoutingRequest request, RoutingRules rules, List<ConsideredDealer> fitting, string? region)
    {
        if (!request.Consented)
            return new Choice(RuleNames.OwnDesk, ReasonKeys.NoConsent, []);
        if (request.OffersMade >= rules.MaxOffers)
            return new Choice(RuleNames.OwnDesk, ReasonKeys.MaxOffers, []);
        // Only somebody the customer or a car points at; any other dealer would be a guess, so the desk cleans the lead first.
        if (request.BrandUnclear)
        {
            return Next(request, fitting)
                ?? Named(request, fitting)
                ?? Vip(request with { Vip = false }, rules, fitting)
                ?? Relation(request, fitting)
                ?? Stock(request, rules, fitting)
                ?? new Choice(RuleNames.OwnDesk, ReasonKeys.NoBrand, []);
        }

        return Next(request, fitting)
            ?? Named(request, fitting)
            ?? Vip(request, rules, fitting)
            ?? Relation(request, fitting)
            ?? Stock(request, rules, fitting)
            ?? Territory(request, rules, fitting, region)
            ?? OpenMarket(request, rules, fitting)
            ?? new Choice(RuleNames.OwnDesk, ReasonKeys.NobodyFits, []);
    }

    private static Choice? Next(RoutingRequest request, List<ConsideredDealer> fitting)
    {
        var left = request.Ranking.Select(id => Find(fitting, id)).OfType<ConsideredDealer>().ToList();
        return left.Count == 0 ? null : new Choice(RuleNames.NextInRanking, ReasonKeys.Next, left, InGivenOrder: true);
    }

    private static Choice? Named(RoutingRequest request, List<ConsideredDealer> fitting) =>
        Find(fitting, request.NamedDealer) is { } named ? One(RuleNames.Named, ReasonKeys.Named, named) : null;

    private static Choice? Vip(RoutingRequest request, RoutingRules rules, List<ConsideredDealer> fitting)
    {
        if (Find(fitting, request.DedicatedDealer) is { } dedicated)
            return One(RuleNames.Vip, ReasonKeys.VipDedicated, dedicated);
        if (!request.Vip)
            return null;
        var certified = fitting.FindAll(dealer => dealer.Vip);
        return Many(RuleNames.Vip, ReasonKeys.VipCertified, certified, rules.VipPick, request.Brand);
    }

    private static Choice? Relation(RoutingRequest request, List<ConsideredDealer> fitting)
    {
        foreach (var related in request.Related)
        {
            if (Find(fitting, related.DealerId) is { } dealer)
                return One(RuleNames.Relation, ReasonKeys.Relation(related.Kind), dealer);
        }

        return null;
    }

    private static Choice? Stock(RoutingRequest request, RoutingRules rules, List<ConsideredDealer> fitting) =>
        Many(RuleNames.Stock, ReasonKeys.Stock, fitting.FindAll(dealer => request.InStock.Contains(dealer.Id)), rules.StockPick, request.Brand);

    private static Choice? Territory(RoutingRequest request, RoutingRules rules, List<ConsideredDealer> fitting, string? region)
    {
        var level = fitting.Max(dealer => dealer.Territory);
        return level is null ? null
            : Many(RuleNames.Territory, ReasonKeys.Territory(level), fitting.FindAll(dealer => dealer.Territory == level), rules.TerritoryPick, request.Brand, Cover(region, level));
    }

    private static Choice? OpenMarket(RoutingRequest request, RoutingRules rules, List<ConsideredDealer> fitting) =>
        Many(RuleNames.OpenMarket, ReasonKeys.OpenMarket(rules.OpenMarketPick), fitting, rules.OpenMarketPick, request.Brand);

    private static string? Cover(string? region, int? level) =>
        region is null ? null : RegionCodes.Chain(region).FirstOrDefault(code => RegionCodes.Level(code) == level);

    private static Choice One(string rule, string reason, ConsideredDealer dealer) => new(rule, reason, [dealer]);

    private static Choice? Many(string rule, string reason, List<ConsideredDealer> dealers, PickMethod pick, string? brand, string? place = null)
    {
        if (dealers.Count == 0)
            return null;
        var key = Picking.UsesTurns(pick) ? $"{rule}|{brand?.Trim().ToLowerInvariant()}|{place}" : null;
        return new Choice(rule, reason, dealers, pick, CursorKey: key);
    }

    private static ConsideredDealer? Find(List<ConsideredDealer> fitting, string? id) =>
        id is null ? null : fitting.Find(dealer => dealer.Id == id);
}
