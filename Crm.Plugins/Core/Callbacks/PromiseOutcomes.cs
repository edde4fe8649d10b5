namespace Crm.Plugins.Core.Callbacks;

/// <summary>How a promise ended (C-06).</summary>
public enum PromiseOutcome
{
    KeptConnected,
    KeptAttempted,
    /// <summary>The customer called us first, in time.</summary>
    KeptInbound,
    /// <summary>Attempted, but after the window.</summary>
    BrokenLate,
    BrokenMissed,
    /// <summary>The customer let us off in time: cancelled, or moved to another window.</summary>
    Released,
    VoidInvalidNumber,
    /// <summary>We say kept, the customer says nobody called, and nobody has decided yet.</summary>
    Disputed,
}

/// <summary>What happened to one promise. Instants are when things happened, not when they were recorded.</summary>
/// <param name="InboundAt">The customer reached us about the same matter.</param>
/// <param name="ReleasedAt">Cancelled, or moved by the customer.</param>
/// <param name="MovedByUsAt">We asked for another time: that breaks the first one.</param>
/// <param name="InvalidNumberAt">The number turned out to be no number, or somebody else's.</param>
/// <param name="Telephony">Calls are proved by telephony, so entries by hand do not count.</param>
public sealed record PromiseFacts(
    DateTimeOffset DueAt,
    IReadOnlyList<CallAttempt> Attempts,
    DateTimeOffset? InboundAt = null,
    DateTimeOffset? ReleasedAt = null,
    DateTimeOffset? MovedByUsAt = null,
    DateTimeOffset? InvalidNumberAt = null,
    bool Telephony = false);

/// <param name="Outcome">Null = still open.</param>
/// <param name="At">When it was decided; null while open.</param>
/// <param name="Reason"><c>our_reschedule</c>; null otherwise.</param>
/// <param name="Manual">Rests on an entry by hand.</param>
/// <param name="Late">How late the first honest attempt was; zero unless broken-late.</param>
public sealed record PromiseVerdict(PromiseOutcome? Outcome, DateTimeOffset? At, string? Reason, bool Manual, TimeSpan Late)
{
    public static PromiseVerdict Open { get; } = new(null, null, null, false, TimeSpan.Zero);

    public bool IsKept => Outcome is PromiseOutcome.KeptConnected or PromiseOutcome.KeptAttempted or PromiseOutcome.KeptInbound;

    public bool IsBroken => Outcome is PromiseOutcome.BrokenLate or PromiseOutcome.BrokenMissed;
}

/// <summary>Kept or broken, from the facts alone, whatever order they came in.</summary>
public static class PromiseOutcomes
{
    public const string OurReschedule = "our_reschedule";

    /// <summary>
    /// In time means at or before the due instant, to the millisecond. A call that started in time and still rings
    /// leaves the verdict open after the window too.
    /// </summary>
    public static PromiseVerdict Classify(PromiseFacts facts, DateTimeOffset now)
    {
        var honest = facts.Attempts.Where(attempt => attempt.Counts(facts.Telephony)).OrderBy(attempt => attempt.StartedAt).ToList();
        var end = Earliest(facts.ReleasedAt, facts.MovedByUsAt, facts.InvalidNumberAt);
        var inTime = honest.FindAll(attempt => attempt.StartedAt <= facts.DueAt && !(attempt.StartedAt > end));
        if (Kept(facts, inTime, end) is { } kept)
            return kept;
        if (end is { } ended && ended <= facts.DueAt)
            return Ended(facts, ended);
        if (now <= facts.DueAt || facts.Attempts.Any(attempt => attempt.Result is null && attempt.StartedAt <= facts.DueAt))
            return PromiseVerdict.Open;
        return honest.Find(attempt => attempt.StartedAt > facts.DueAt) is { } late
            ? new PromiseVerdict(PromiseOutcome.BrokenLate, late.StartedAt, null, late.Manual, late.StartedAt - facts.DueAt)
            : new PromiseVerdict(PromiseOutcome.BrokenMissed, facts.DueAt, null, false, TimeSpan.Zero);
    }

    private static PromiseVerdict? Kept(PromiseFacts facts, List<CallAttempt> inTime, DateTimeOffset? end)
    {
        if (inTime.Find(attempt => attempt.Talked) is { } talk)
            return Kept(PromiseOutcome.KeptConnected, talk.StartedAt, talk.Manual);
        var first = inTime.Count > 0 ? inTime[0] : null;
        // Whoever was first: the customer's call, or our honest attempt.
        if (facts.InboundAt is { } inbound && inbound <= facts.DueAt && !(inbound > end) && !(inbound > first?.StartedAt))
            return Kept(PromiseOutcome.KeptInbound, inbound, false);
        // A wrong number that rang proves the number wrong, not the promise kept.
        return first is null || (facts.InvalidNumberAt is not null && first.Result == CallResult.WrongNumber) ? null
            : Kept(PromiseOutcome.KeptAttempted, first.StartedAt, first.Manual);
    }

    private static PromiseVerdict Ended(PromiseFacts facts, DateTimeOffset at) =>
        at == facts.MovedByUsAt ? new PromiseVerdict(PromiseOutcome.BrokenMissed, at, OurReschedule, false, TimeSpan.Zero)
        : at == facts.InvalidNumberAt ? new PromiseVerdict(PromiseOutcome.VoidInvalidNumber, at, null, false, TimeSpan.Zero)
        : new PromiseVerdict(PromiseOutcome.Released, at, null, false, TimeSpan.Zero);

    private static PromiseVerdict Kept(PromiseOutcome outcome, DateTimeOffset at, bool manual) => new(outcome, at, null, manual, TimeSpan.Zero);

    private static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> instants)
    {
        DateTimeOffset? first = null;
        foreach (var at in instants)
        {
            if (at is not null && (first is null || at < first))
                first = at;
        }

        return first;
    }
}
