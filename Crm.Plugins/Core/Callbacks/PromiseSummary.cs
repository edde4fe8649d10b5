namespace Crm.Plugins.Core.Callbacks;

/// <summary>One promise, as far as the figures care.</summary>
/// <param name="Outcome">Null = still open.</param>
/// <param name="FirstAttemptAt">First honest attempt, or the customer's own call; null = none.</param>
public sealed record PromiseResult(PromiseOutcome? Outcome, DateTimeOffset RequestedAt, DateTimeOffset DueAt, DateTimeOffset? FirstAttemptAt);

/// <summary>The figures of a period (C-06). Rates are 0 to 1 and null where nothing was decided.</summary>
/// <param name="Disputed">Kept as we say, not kept as the customer says. Until somebody decides they count as not kept.</param>
/// <param name="KeptRate">kept ÷ (kept + broken + disputed); released and void promises count neither way.</param>
/// <param name="ConnectedRate">kept-connected ÷ (kept + broken + disputed): the headline.</param>
/// <param name="MedianMinutes">From request to first attempt.</param>
/// <param name="MeanMinutesLate">Over the late ones.</param>
public sealed record PromiseSummary(
    int Total, int Open, int KeptConnected, int KeptAttempted, int KeptInbound, int BrokenLate, int BrokenMissed, int Disputed, int Released, int Void,
    double? KeptRate, double? ConnectedRate, double? MedianMinutes, double? P90Minutes, double? MeanMinutesLate)
{
    public static PromiseSummary Of(IReadOnlyCollection<PromiseResult> results)
    {
        var counts = results.Where(result => result.Outcome is not null).CountBy(result => result.Outcome!.Value).ToDictionary();
        int Count(PromiseOutcome outcome) => counts.GetValueOrDefault(outcome);
        var kept = Count(PromiseOutcome.KeptConnected) + Count(PromiseOutcome.KeptAttempted) + Count(PromiseOutcome.KeptInbound);
        var decided = kept + Count(PromiseOutcome.BrokenLate) + Count(PromiseOutcome.BrokenMissed) + Count(PromiseOutcome.Disputed);
        var waits = results.Where(result => result.FirstAttemptAt is not null)
            .Select(result => (result.FirstAttemptAt!.Value - result.RequestedAt).TotalMinutes).Order().ToList();
        var lates = results.Where(result => result is { Outcome: PromiseOutcome.BrokenLate, FirstAttemptAt: not null })
            .Select(result => (result.FirstAttemptAt!.Value - result.DueAt).TotalMinutes).ToList();
        return new PromiseSummary(
            results.Count, results.Count - counts.Values.Sum(), Count(PromiseOutcome.KeptConnected), Count(PromiseOutcome.KeptAttempted),
            Count(PromiseOutcome.KeptInbound), Count(PromiseOutcome.BrokenLate), Count(PromiseOutcome.BrokenMissed),
            Count(PromiseOutcome.Disputed), Count(PromiseOutcome.Released), Count(PromiseOutcome.VoidInvalidNumber),
            Rate(kept, decided), Rate(Count(PromiseOutcome.KeptConnected), decided),
            Percentile(waits, 0.5), Percentile(waits, 0.9), lates.Count == 0 ? null : Round(lates.Average()));
    }

    /// <summary>Nearest rank: the smallest value that so large a share does not exceed; null for an empty list.</summary>
    /// <param name="sorted">Ascending.</param>
    public static double? Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? null : Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count - 1e-9) - 1)]);

    private static double? Rate(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);

    private static double Round(double minutes) => Math.Round(minutes, 2);
}
