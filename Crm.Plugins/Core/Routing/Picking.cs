namespace Crm.Plugins.Core.Routing;

/// <summary>Orders the dealers of one rule, best first. Ties: who waited longest, then the seed.</summary>
internal static class Picking
{
    // Weights such as 0.6 become whole turns.
    private const double TurnsPerWeight = 1000;

    /// <param name="closed">Dealers that are closed during the promised window come after all others.</param>
    /// <param name="turnOf">Turn before this pick, by dealer id.</param>
    public static List<ConsideredDealer> Order(
        IEnumerable<ConsideredDealer> dealers, PickMethod method, ulong seed, Func<ConsideredDealer, bool> closed, Func<string, long> turnOf)
    {
        var list = dealers.ToList();
        if (UsesTurns(method))
        {
            for (var i = 0; i < list.Count; i++)
                list[i] = list[i] with { Turn = turnOf(list[i].Id) };
        }

        var keys = Keys(list, method);
        var order = new int[list.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var isClosed = list.ConvertAll(dealer => closed(dealer));
        Array.Sort(order, Compare);
        var sorted = order.Select(i => list[i]).ToList();
        if (method == PickMethod.WeightedRandom)
            MoveDrawnToFront(sorted, seed, closed);
        return sorted;

        int Compare(int a, int b)
        {
            var by = isClosed[a].CompareTo(isClosed[b]);
            if (by == 0)
                by = keys[a].CompareTo(keys[b]);
            if (by == 0)
                by = Nullable.Compare(list[a].LastAssigned, list[b].LastAssigned);
            if (by == 0)
                by = Seeded.Draw(seed, list[a].Id).CompareTo(Seeded.Draw(seed, list[b].Id));
            return by != 0 ? by : string.CompareOrdinal(list[a].Id, list[b].Id);
        }
    }

    public static bool UsesTurns(PickMethod method) => method is PickMethod.RoundRobin or PickMethod.WeightedRandom;

    /// <summary>Weights in turns. Where nobody has any weight, all have the same.</summary>
    public static List<(string Id, long Weight)> Turns(IEnumerable<ConsideredDealer> dealers)
    {
        var turns = dealers.Select(dealer => (dealer.Id, Weight: Turns(dealer.Weight))).ToList();
        return turns.TrueForAll(turn => turn.Weight == 0) ? turns.ConvertAll(turn => (turn.Id, (long)TurnsPerWeight)) : turns;
    }

    private static long Turns(double weight) => weight > 0 ? Math.Max(1, (long)Math.Round(weight * TurnsPerWeight)) : 0;

    // Smaller comes first.
    private static double[] Keys(List<ConsideredDealer> list, PickMethod method)
    {
        switch (method)
        {
            case PickMethod.RoundRobin or PickMethod.WeightedRandom:
                var turns = Turns(list);
                return [.. list.Select((dealer, i) => turns[i].Weight == 0 ? double.MaxValue : -(double)(dealer.Turn!.Value + turns[i].Weight))];
            case PickMethod.GeoNearest:
                return [.. list.Select(Scoring.Kilometres)];
            case PickMethod.LeastBusy:
                return [.. list.Select(dealer => dealer.Weight > 0 ? dealer.Open / dealer.Weight : double.MaxValue)];
            default:
                return [.. list.Select(dealer => -dealer.Score)];
        }
    }

    // Draws among those whose turn is above zero, in proportion to it; the first in order always is.
    private static void MoveDrawnToFront(List<ConsideredDealer> sorted, ulong seed, Func<ConsideredDealer, bool> closed)
    {
        var turns = Turns(sorted);
        var first = closed(sorted[0]);
        var chances = sorted.Select((dealer, i) => closed(dealer) != first ? 0 : Math.Max(0, dealer.Turn!.Value + turns[i].Weight)).ToList();
        var total = chances.Sum();
        if (total <= 0)
            return;
        var draw = Seeded.Below(seed, total);
        var drawn = 0;
        while (draw >= chances[drawn])
            draw -= chances[drawn++];
        var dealer = sorted[drawn];
        sorted.RemoveAt(drawn);
        sorted.Insert(0, dealer);
    }
}
