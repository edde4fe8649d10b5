using System.Data.Common;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Scheduling;

public enum StepState
{
    Waiting = 0,
    Claimed = 1,
    Done = 2,
    Cancelled = 3,
    Dead = 4,
}

/// <summary>A moment at which something has to happen. Instants are epoch milliseconds.</summary>
/// <param name="SubjectId">Promise, offer, complaint, …</param>
/// <param name="Step">Unique within the subject, such as <c>deadline</c>.</param>
/// <param name="Kind">Names the <see cref="IStepHandler"/>.</param>
/// <param name="DueAt">A whole second.</param>
public sealed record StepRow(
    string SubjectId, string Step, string Kind, long DueAt, StepState State, int Attempts, long? DoneAt, string? Fault)
{
    internal const string Columns =
        "step.subject_id, step.step, step.kind, step.due_at, step.state, step.attempts, step.done_at, step.fault";

    internal static StepRow Map(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), (StepState)row.GetInt64(4), (int)row.GetInt64(5),
        row.IsDBNull(6) ? null : row.GetInt64(6), row.IsDBNull(7) ? null : row.GetString(7));
}

/// <summary>Does what a due step asks for.</summary>
public interface IStepHandler
{
    /// <summary>Same as <see cref="StepRow.Kind"/> of the steps it handles.</summary>
    string Kind { get; }

    /// <summary>
    /// Runs once per step, in the transaction that marks it done, on the writer thread: no I/O but the unit's. A throw
    /// undoes everything and is tried again, later each time.
    /// </summary>
    void Handle(Unit unit, StepRow step);
}
