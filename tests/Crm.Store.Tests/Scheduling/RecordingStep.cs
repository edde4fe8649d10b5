using System.Collections.Concurrent;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Store.Tests.Scheduling;

/// <summary>Writes a row per handled step, so that the store itself says how often an effect happened, and fails when told to.</summary>
public sealed class RecordingStep(string kind = "test") : IStepHandler
{
    private const string Insert = "insert into alert (id, kind, subject_id, detail, at, state) values (@id, @kind, @subject_id, '', @at, 'x')";

    public string Kind => kind;

    public ConcurrentQueue<(string Subject, long LateMs)> Committed { get; } = [];

    public Action<Unit, StepRow> Before { get; set; } = (_, _) => { };

    public void Handle(Unit unit, StepRow step)
    {
        Before(unit, step);
        var id = $"{step.SubjectId}/{step.Step}/{Guid.CreateVersion7()}";
        unit.Add(Insert, ("id", id), ("kind", $"{step.Step}/{id}"), ("subject_id", step.SubjectId), ("at", unit.NowMs));
        unit.AfterCommit(() => Committed.Enqueue((step.SubjectId, unit.NowMs - step.DueAt)));
    }
}
