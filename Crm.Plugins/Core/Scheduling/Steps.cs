using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Scheduling;

/// <summary>Everything with a clock. The row is the promise; whatever wakes us to look at it may be lost.</summary>
public sealed class Steps(Database database)
{
    private const string AddSql = """
        insert into step (subject_id, step, kind, due_at, state) values (@subject_id, @step, @kind, @due_at, 0)
        on conflict (subject_id, step) do update set kind = @kind, due_at = @due_at, state = 0, attempts = 0,
            claimed_by = null, claimed_until = null, done_at = null, fault = null
        """;

    private const string CancelSql = """
        update step set state = 3, claimed_by = null, claimed_until = null
        where subject_id = @subject_id and (step = @step or @step is null) and state in (0, 1)
        """;

    private const string ReviveSql = """
        update step set state = 0, attempts = 0, fault = null where subject_id = @subject_id and step = @step and state = 4
        """;

    private const string WaitingSql = "select count(*) from step where subject_id = @subject_id and state in (0, 1)";

    private const string ForSql = $"select {StepRow.Columns} from step where subject_id = @subject_id order by due_at, step";

    private const string DeadSql = $"select {StepRow.Columns} from step where state = 4 order by due_at limit @limit";

    /// <summary>Told after a commit that something is due at this second (epoch milliseconds).</summary>
    internal Action<long> Bell { get; set; } = _ => { };

    /// <summary>Sets a step; one of the same name is moved, whatever became of it. Instants are rounded up to whole seconds.</summary>
    public void Add(Unit unit, string subjectId, string step, string kind, DateTimeOffset dueAt)
    {
        var due = WholeSecond(dueAt);
        unit.Add(AddSql, ("subject_id", subjectId), ("step", step), ("kind", kind), ("due_at", due));
        unit.AfterCommit(() => Bell(due));
    }

    /// <summary>Takes back one step, or all of a subject; those already done stay done.</summary>
    public static void Cancel(Unit unit, string subjectId, string? step = null) =>
        unit.Add(CancelSql, ("subject_id", subjectId), ("step", step));

    /// <summary>Whether something of this subject is still to come.</summary>
    public static bool Waiting(Unit unit, string subjectId) => unit.Read(WaitingSql, row => row.GetInt64(0), ("subject_id", subjectId))[0] > 0;

    /// <summary>A person asks for a dead step to be tried again. False if it is not dead.</summary>
    public bool Revive(Unit unit, string subjectId, string step)
    {
        if (unit.Execute(ReviveSql, ("subject_id", subjectId), ("step", step)) == 0) return false;
        unit.AfterCommit(() => Bell(0));
        return true;
    }

    public Task<List<StepRow>> ForAsync(string subjectId, CancellationToken cancellationToken) =>
        database.ReadAsync(ForSql, StepRow.Map, cancellationToken, ("subject_id", subjectId));

    /// <summary>Steps that were given up, oldest first.</summary>
    public Task<List<StepRow>> DeadAsync(int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(DeadSql, StepRow.Map, cancellationToken, ("limit", (long)limit));

    internal static long WholeSecond(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() + 999) / 1000 * 1000;
}
