using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Scheduling;

/// <summary>SQL by which a node takes due steps. A claim is a lease; a failed step is a claim that runs out at its next try.</summary>
internal static class StepClaims
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private const string AnyDueSql = """
        select (select count(*) from (select 1 as one from step where state = 0 and due_at <= @due limit 1) due)
            + (select count(*) from (select 1 as one from step where state = 1 and claimed_until <= @now limit 1) over)
        """;

    private const string FreeSql = "update step set state = 0, claimed_by = null, claimed_until = null where state = 1 and claimed_until <= @until";

    private const string TakeSql = $"""
        with picked as (select subject_id, step as name from step where state = 0 and due_at <= @due order by due_at limit @limit for update skip locked)
        update step set state = 1, attempts = attempts + 1, claimed_by = @me, claimed_until = @until
        from picked where step.subject_id = picked.subject_id and step.step = picked.name
        returning {StepRow.Columns}
        """;

    // attempts makes every claim another one, also of the same node.
    private const string CompleteSql = """
        update step set state = 2, done_at = @now, claimed_by = null, claimed_until = null, fault = null
        where subject_id = @subject_id and step = @step and state = 1 and claimed_by = @me and attempts = @attempts and due_at = @due_at
        """;

    private const string FailSql = """
        update step set state = @state, claimed_until = @until, fault = @fault
        where subject_id = @subject_id and step = @step and state = 1 and claimed_by = @me and attempts = @attempts
        """;

    private const string GiveBackSql = """
        update step set state = 0, attempts = attempts - 1, claimed_by = null, claimed_until = null
        where subject_id = @subject_id and step = @step and state = 1 and claimed_by = @me and attempts = @attempts
        """;

    private const string ComingSql = """
        select distinct due_at from step where state = 0 and due_at > @now and due_at <= @until order by due_at
        """;

    public static async Task<bool> AnyDueAsync(Database database, long now, long due, CancellationToken cancellationToken) =>
        await database.FirstAsync<long>(AnyDueSql, new { now, due }, cancellationToken) > 0;

    public static Task<IReadOnlyList<long>> ComingAsync(Database database, long now, long until, CancellationToken cancellationToken) =>
        database.QueryAsync<long>(ComingSql, new { now, until }, cancellationToken);

    /// <summary>Gives back claims that ran out by then; with <see cref="long.MaxValue"/> all, where no other node can be.</summary>
    public static void Free(Unit unit, long until) => unit.Add(FreeSql, ("until", until));

    public static List<StepRow> Take(Unit unit, string me, long due, int limit) => unit.Read(TakeSql, StepRow.Map,
        ("due", due), ("limit", (long)limit), ("me", me), ("until", (unit.Now + Length).ToUnixTimeMilliseconds()));

    /// <summary>The compare-and-set: false when the claim is lost, or the step was moved or cancelled meanwhile.</summary>
    public static bool Complete(Unit unit, StepRow step, string me) => unit.Execute(CompleteSql,
        ("now", unit.NowMs), ("subject_id", step.SubjectId), ("step", step.Step), ("me", me), ("attempts", (long)step.Attempts),
        ("due_at", step.DueAt)) == 1;

    /// <summary>Undoes a claim as if it had not been made.</summary>
    public static void GiveBack(Unit unit, StepRow step, string me) => unit.Add(GiveBackSql,
        ("subject_id", step.SubjectId), ("step", step.Step), ("me", me), ("attempts", (long)step.Attempts));

    public static void Fail(Unit unit, StepRow step, string me, DateTimeOffset? again, string fault) => unit.Add(FailSql,
        ("state", again is null ? 4L : 1L), ("until", again?.ToUnixTimeMilliseconds()), ("fault", fault), ("subject_id", step.SubjectId),
        ("step", step.Step), ("me", me), ("attempts", (long)step.Attempts));
}
