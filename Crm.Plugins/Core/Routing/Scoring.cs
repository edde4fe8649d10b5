namespace Crm.Plugins.Core.Routing;

/// <summary>The score of R-04. Only +, −, ×, ÷ and rounding on stored facts, so it comes out the same everywhere.</summary>
internal static class Scoring
{
    // Who has no cap is measured against a usual one.
    private const int UsualCap = 30;

    /// <summary>Sets parts and score of each dealer, relative to the others in the list.</summary>
    public static ConsideredDealer[] Score(IReadOnlyList<ConsideredDealer> dealers, ScoreParts weights)
    {
        // Whole numbers: their sum does not depend on the order of the list.
        var turns = Picking.Turns(dealers);
        double totalWeight = turns.Sum(turn => turn.Weight), totalGiven = dealers.Sum(dealer => (long)dealer.Last30Days);

        var scored = new ConsideredDealer[dealers.Count];
        for (var i = 0; i < scored.Length; i++)
        {
            var dealer = dealers[i];
            var parts = new ScoreParts(
                Round(1 / (1 + Kilometres(dealer) / 10)),
                Round(FreeCapacity(dealer)),
                dealer.Performance,
                dealer.Fit,
                Round(Deficit(dealer, turns[i].Weight / totalWeight, totalGiven)));
            scored[i] = dealer with { Parts = parts, Score = Round(parts.WeightedBy(weights)) };
        }

        return scored;
    }

    /// <summary>The distance, or what the codes suggest where no map point is known.</summary>
    public static double Kilometres(ConsideredDealer dealer) => dealer.Km ?? dealer.Near switch
    {
        3 => 5,
        2 => 20,
        1 => 80,
        0 => 300,
        _ => 50,
    };

    private static double FreeCapacity(ConsideredDealer dealer)
    {
        double cap = dealer.Cap ?? UsualCap;
        return cap <= 0 ? 0 : Math.Clamp((cap - dealer.Open) / cap, 0, 1);
    }

    /// <summary>How much of its due share a dealer is short of: 1 = got nothing, 0 = got its share or more.</summary>
    private static double Deficit(ConsideredDealer dealer, double due, double totalGiven) =>
        due <= 0 ? 0 : totalGiven <= 0 ? 1 : Math.Clamp((due - dealer.Last30Days / totalGiven) / due, 0, 1);

    private static double Round(double value) => Math.Round(value, 6);
}
