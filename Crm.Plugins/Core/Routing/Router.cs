using System.Globalization;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// Chooses a dealer for a lead: filter, rank, pick (R-01 to R-05). Pure: everything it knows comes in, everything it
/// did goes out. First the snapshot becomes facts (<see cref="Gathering"/>), then facts alone decide; the second half
/// runs again on stored facts in <see cref="Replay"/>.
/// </summary>
public static class Router
{
    /// <param name="cursorFor">Gives the cursor of a key, <see cref="RoundRobinCursor.Start"/> if there is none yet.</param>
    public static RoutingResult Route(RoutingRequest request, DealerSnapshot snapshot, RoutingRules rules, Func<string, RoundRobinCursor> cursorFor)
    {
        request = request with { BrandUnclear = string.IsNullOrWhiteSpace(request.Brand) && snapshot.Index.Brands > 1 };
        var region = snapshot.Index.Codes.Normalise(request.Region);
        var gathered = new Gathering(request, rules, snapshot, region).Run();
        return Decide(request, rules, gathered.Dealers, gathered.Unlisted, region, cursorFor);
    }

    /// <summary>Takes a stored decision again. With the rules it was taken by, the outcome is the same to the last digit.</summary>
    /// <param name="rules">Other rules, to see what they would have done; null = those stored.</param>
    public static RoutingDecision Replay(RoutingDecision stored, RoutingRules? rules = null, RegionCodes? codes = null)
    {
        rules ??= stored.Rules;
        var region = (codes ?? RegionCodes.Shipped).Normalise(stored.Request.Region);
        var radius = Filters.Radius(region, rules);
        var facts = stored.Dealers.Select(dealer => Judge(dealer with { Rank = 0, Score = 0, Parts = null, Turn = null }, stored.Request, radius)).ToList();
        var turns = stored.Dealers.Where(dealer => dealer.Turn is not null).ToDictionary(dealer => dealer.Id, dealer => dealer.Turn!.Value);
        return Decide(stored.Request, rules, facts, stored.Unlisted, region, key => new RoundRobinCursor(key, turns)).Decision;
    }

    private static ConsideredDealer Judge(ConsideredDealer dealer, RoutingRequest request, double radiusKm)
    {
        if (dealer.Excluded is ExclusionCodes.Brand or ExclusionCodes.Suspended or ExclusionCodes.CustomerBlock or ExclusionCodes.Tried or ExclusionCodes.Skill)
            return dealer;
        return dealer with { Excluded = Filters.Check(dealer, request, radiusKm) };
    }

    private static RoutingResult Decide(
        RoutingRequest request, RoutingRules rules, List<ConsideredDealer> dealers, IReadOnlyDictionary<string, int> unlisted,
        string? region, Func<string, RoundRobinCursor> cursorFor)
    {
        var fitting = dealers.FindAll(dealer => dealer.Excluded is null);
        var choice = Precedence.Choose(request, rules, fitting, region);
        var seed = Seeded.Of(request.LeadId);
        RoundRobinCursor? cursor = null;
        List<ConsideredDealer> ranking = [];
        if (choice.Dealers.Count > 0)
        {
            cursor = choice.CursorKey is { } key ? cursorFor(key) : null;
            var scored = Scoring.Score(choice.Dealers, rules.Weights);
            ranking = choice.InGivenOrder ? [.. scored]
                : Picking.Order(scored, choice.Pick, seed, dealer => Filters.IsClosed(dealer, request), id => cursor!.TurnOf(id));
            for (var i = 0; i < ranking.Count; i++)
                ranking[i] = ranking[i] with { Rank = i + 1 };
        }

        var ranked = ranking.Select(dealer => dealer.Id).ToHashSet();
        var chosen = ranking.Count > 0 ? ranking[0] : null;
        var decision = new RoutingDecision
        {
            Request = request,
            Rules = rules,
            Rule = choice.Rule,
            DealerId = chosen?.Id,
            Reason = choice.Reason,
            Values = Values(request, region, chosen, ranking.Count),
            Seed = seed,
            Dealers = [.. ranking, .. dealers.Where(dealer => !ranked.Contains(dealer.Id))],
            Unlisted = unlisted,
            CursorKey = cursor?.Key,
        };
        return new RoutingResult(decision, chosen is null ? null : cursor?.After(Turning(ranking, request), chosen.Id));
    }

    // Who could not be picked now, being closed, does not gather turns either.
    private static List<(string Id, long Weight)> Turning(List<ConsideredDealer> ranking, RoutingRequest request)
    {
        var closed = Filters.IsClosed(ranking[0], request);
        return Picking.Turns(ranking.Where(dealer => Filters.IsClosed(dealer, request) == closed));
    }

    private static Dictionary<string, string> Values(RoutingRequest request, string? region, ConsideredDealer? chosen, int fitting)
    {
        var values = new Dictionary<string, string>();
        if (chosen is null)
        {
            values["offers"] = request.OffersMade.ToString(CultureInfo.InvariantCulture);
            return values;
        }

        values["dealer"] = chosen.Code;
        values["fitting"] = fitting.ToString(CultureInfo.InvariantCulture);
        values["score"] = chosen.Score.ToString("0.00", CultureInfo.InvariantCulture);
        if (region is not null)
            values["region"] = region;
        if (chosen.Km is { } km)
            values["km"] = km.ToString("0.#", CultureInfo.InvariantCulture);
        return values;
    }
}
