using Crm.Plugins.Core.Routing;

namespace Crm.Core.Tests.Routing;

/// <summary>Routes many leads one after the other, carrying loads and cursors on as the store would.</summary>
internal static class Fairness
{
    public static Dictionary<string, int> Run(
        int leads, Dealer[] dealers, RoutingRules rules, Func<RoutingRequest, RoutingRequest>? change = null, int salt = 0)
    {
        var snapshot = new DealerSnapshot(dealers);
        var cursors = new Dictionary<string, RoundRobinCursor>();
        var counts = dealers.ToDictionary(dealer => dealer.Id, _ => 0);
        for (var i = 0; i < leads; i++)
        {
            var at = Field.Now.AddMilliseconds(i);
            var lead = Field.Lead($"lead-{salt}-{i}") with { Now = at };
            var (decision, cursor) = Router.Route(change?.Invoke(lead) ?? lead, snapshot, rules, key => cursors.GetValueOrDefault(key) ?? RoundRobinCursor.Start(key));
            if (cursor is not null)
                cursors[cursor.Key] = cursor;
            snapshot = snapshot.Assigned(decision.DealerId!, at);
            counts[decision.DealerId!]++;
        }

        return counts;
    }
}
