using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>
/// Watches what share of the promises that fell due in the last hour was kept (C-14). Looking starts with a breach; still
/// too low five minutes later, the team lead is told, once an hour.
/// </summary>
public sealed class KeptRate(Steps steps, PromiseOptions options) : IStepHandler
{
    private const string Subject = "kept-rate";
    private const string Look = "look";
    private const string Still = "still";
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private long _lookedAt;

    private const string Sql = """
        select coalesce(sum(case when outcome like 'kept-%' then 1 else 0 end), 0) as kept,
            coalesce(sum(case when outcome like 'broken-%' or outcome = 'disputed' then 1 else 0 end), 0) as broken
        from promise where due_at > @from and due_at <= @now and topic <> 'reply'
        """;

    public string Kind => Subject;

    /// <summary>A promise was broken.</summary>
    public void Broken(Unit unit)
    {
        // Breaches come in bursts, which need one look, when the burst is over.
        if (unit.NowMs - _lookedAt is >= 0 and < 10_000) return;
        _lookedAt = unit.NowMs;
        if (!Steps.Waiting(unit, Subject)) steps.Add(unit, Subject, Look, Kind, unit.Now + Burst);
    }

    public void Handle(Unit unit, StepRow step)
    {
        if (Low(unit) is not { } low) return;
        steps.Add(unit, Subject, Still, Kind, unit.Now + Patience);
        if (step.Step == Look) return;
        Alerts.Raise(unit, "kept-rate-low", unit.Now.ToString("yyyy-MM-ddTHH'Z'", System.Globalization.CultureInfo.InvariantCulture),
            $"Of {low.Kept + low.Broken} promised calls that fell due in the last hour {low.Kept} were kept");
    }

    private Counts? Low(Unit unit)
    {
        var counts = unit.Read(Sql, row => new Counts(row.GetInt64(0), row.GetInt64(1)),
            ("from", (unit.Now - Window).ToUnixTimeMilliseconds()), ("now", unit.NowMs))[0];
        var decided = counts.Kept + counts.Broken;
        return decided >= options.KeptRateSample && counts.Kept < options.LeastKeptRate * decided ? counts : null;
    }

    private sealed record Counts(long Kept, long Broken);
}
