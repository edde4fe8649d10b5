using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>Moves a mass send along: gather the targets piece by piece, wait for the start, queue the tasks one by one.</summary>
public sealed class MassSendClock(GatherTargets gather, QueueMassSend queue, Steps steps, Events events) : IStepHandler
{
    internal const string StepKind = "mass-send";
    internal const string StartStep = "start";

    public string Kind => StepKind;

    public void Handle(Unit unit, StepRow step)
    {
        if (MassSendStore.Get(unit, step.SubjectId) is not { IsCancelled: false } send) return;
        if (step.Step == GatherTargets.Step) Gather(unit, send);
        else Start(unit, send);
    }

    private void Gather(Unit unit, MassSendRow send)
    {
        if (send.State != MassSendStates.Gathering) return;
        if (gather.Run(unit, send) is { } cursor)
        {
            MassSendStore.Move(unit, send.Id, MassSendStates.Gathering, cursor);
            steps.Add(unit, send.Id, GatherTargets.Step, StepKind, unit.Now);
            return;
        }

        MassSendStore.Move(unit, send.Id, MassSendStates.Waiting);
        steps.Add(unit, send.Id, StartStep, StepKind, send.Start);
        Changed(unit, events, send);
    }

    private void Start(Unit unit, MassSendRow send)
    {
        if (send.State is not (MassSendStates.Waiting or MassSendStates.Sending)) return;
        if (queue.Next(unit, send))
        {
            MassSendStore.Move(unit, send.Id, MassSendStates.Sending);
            steps.Add(unit, send.Id, StartStep, StepKind, unit.Now);
        }
        else if (!MassSendStore.HasOpenTasks(unit, send.Id))
        {
            MassSendStore.Move(unit, send.Id, MassSendStates.Done);
        }

        Changed(unit, events, send);
    }

    internal static void Changed(Unit unit, Events events, MassSendRow send) => events.Add(unit, new NewEvent("mass-send.changed")
    {
        DealerId = send.DealerId.Length == 0 ? null : send.DealerId, Data = new { massSend = send.Id },
    });
}
