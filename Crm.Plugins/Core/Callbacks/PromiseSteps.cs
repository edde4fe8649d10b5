namespace Crm.Plugins.Core.Callbacks;

/// <summary>What happens at which time while a promise is open (C-10). Each step has a row of its own and fires once.</summary>
public static class PromiseSteps
{
    /// <summary>Names the steps of promises among all timed steps.</summary>
    public const string Kind = "promise";

    /// <summary>Half is gone: the agent is reminded.</summary>
    public const string Nudge = "nudge";

    /// <summary>Half is gone and no dealer has accepted: the maker's desk has the callback (DECISIONS 22).</summary>
    public const string DeskTakeover = "desk-takeover";

    /// <summary>80 % is gone: team lead, priority up.</summary>
    public const string Lead = "lead";

    /// <summary>Broken unless an attempt was made.</summary>
    public const string Deadline = "deadline";

    /// <summary>Half an hour later: the regional manager.</summary>
    public const string Escalate = "escalate";

    /// <summary>A started call should have its outcome by now.</summary>
    public const string CallLimit = "call-limit";

    /// <summary>Two minutes before the call: who will call, and from which number.</summary>
    public const string CallerNamed = "caller-named";

    private static readonly TimeSpan MinimumGap = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EscalateAfter = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The steps in order of time, on whole seconds. Shares count from the window's start, also where it lies ahead. In
    /// a very short window a reminder that would come within 30 seconds of the next step is left out.
    /// </summary>
    /// <param name="withDealer">A dealer has been offered the lead and has not accepted yet.</param>
    public static IReadOnlyList<(string Step, DateTimeOffset At)> Of(DateTimeOffset windowStart, DateTimeOffset dueAt, bool withDealer = false)
    {
        var half = Share(windowStart, dueAt, 0.5);
        var late = Share(windowStart, dueAt, 0.8);
        var steps = new List<(string, DateTimeOffset)>(5);
        if (withDealer)
            steps.Add((DeskTakeover, half));
        var leadFits = dueAt - late >= MinimumGap;
        if ((leadFits ? late : dueAt) - half >= MinimumGap)
            steps.Add((Nudge, half));
        if (leadFits)
            steps.Add((Lead, late));
        steps.Add((Deadline, dueAt));
        steps.Add((Escalate, dueAt + EscalateAfter));
        return steps;
    }

    /// <summary>The whole second at which this share of the window is used up.</summary>
    internal static DateTimeOffset Share(DateTimeOffset windowStart, DateTimeOffset dueAt, double share)
    {
        var at = WholeSeconds.Up(windowStart + (dueAt - windowStart) * share);
        return at < dueAt ? at : dueAt;
    }
}
