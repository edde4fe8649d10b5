namespace Crm.Plugins.Core.MassSends;

/// <summary>How many customers a mass send will reach, from what members did with earlier ones: without their press nothing goes out.</summary>
public static class ReachForecast
{
    /// <summary>A member's own rate counts fully from about this many tasks on; before, the rate of all weighs in.</summary>
    private const double Enough = 3;

    /// <param name="planned">Customers by member; empty name = nobody knows who.</param>
    /// <param name="history">Tasks asked and confirmed by member.</param>
    /// <returns>Null where no member was ever asked: then there is nothing to go by.</returns>
    public static Reach? Of(IReadOnlyDictionary<string, int> planned, IReadOnlyDictionary<string, ConfirmationHistory> history)
    {
        var asked = history.Values.Sum(member => member.Asked);
        if (asked == 0) return null;
        var overall = (double)history.Values.Sum(member => member.Confirmed) / asked;
        var rates = planned.ToDictionary(member => member.Key, member => Rate(history.GetValueOrDefault(member.Key), overall));
        return new Reach((int)Math.Round(planned.Sum(member => member.Value * rates[member.Key])), overall, asked, rates);
    }

    private static double Rate(ConfirmationHistory? own, double overall) =>
        own is null ? overall : (own.Confirmed + Enough * overall) / (own.Asked + Enough);
}

/// <param name="Asked">Tasks the member was asked to confirm.</param>
public sealed record ConfirmationHistory(long Asked, long Confirmed);

/// <param name="Expected">Customers, rounded.</param>
/// <param name="Overall">Share of all past tasks that were confirmed.</param>
/// <param name="BasedOn">How many past tasks of members this rests on.</param>
/// <param name="Rates">By member.</param>
public sealed record Reach(int Expected, double Overall, long BasedOn, IReadOnlyDictionary<string, double> Rates);
