using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>What became of a task: made, refused, or nobody knows. The last is never asked for again before we looked.</summary>
public sealed class MassSendTasks(Deliveries deliveries, ChannelTasks questions, Events events) : IOperationHandler, IDeliveryOutcomeHandler
{
    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (request is not CreateMassSend || Waiting(unit, row.Id) is not var (send, task)) return;
        switch (result)
        {
            case OperationResult.Done { Answer: MassSendCreated created }:
                Made(unit, send, task, created.PlatformId, unit.Now, created.Refused);
                break;
            case OperationResult.Rejected rejected:
                Failed(unit, send, task, rejected.Reason);
                break;
            default:
                Unsure(unit, send, task);
                break;
        }
    }

    /// <summary>Endings that no answer of the platform brought: its time was over, or it was claimed again and again.</summary>
    public void Handle(Unit unit, DeliveryRow delivery, DeliveryResult result)
    {
        if (delivery.Kind != "operation" || result.Outcome is not (DeliveryOutcome.Expired or DeliveryOutcome.Dead) || Waiting(unit, delivery.Id) is not var (send, task))
            return;
        if (result.Outcome == DeliveryOutcome.Expired) Failed(unit, send, task, "expired");
        else Unsure(unit, send, task);
    }

    internal void Made(Unit unit, MassSendRow send, MassSendTaskRow task, string platformId, DateTimeOffset at, IReadOnlyList<string> refused)
    {
        MassSendStore.SetTask(unit, task.Id, "created", platformId, at.ToUnixTimeMilliseconds());
        TargetStore.SetAll(unit, task.Id, TargetStates.Queued, TargetStates.Planned);
        foreach (var contact in refused)
        {
            if (TargetStore.Find(unit, send.Id, contact) is not { } target) continue;
            TargetStore.Set(unit, send.Id, target.TargetId, TargetStates.LeftOut);
            ContactGate.Release(unit, send.Subject(target.TargetId));
        }

        questions.Ask(unit, PollResults.TaskKind, send.Channel, send.Account, task.Id, unit.Now + MassSendLimits.Pause(0));
        if (send.IsCancelled) deliveries.TryAdd(unit, Cancel(send, task.Id, platformId));
        MassSendClock.Changed(unit, events, send);
    }

    internal void Failed(Unit unit, MassSendRow send, MassSendTaskRow task, string reason)
    {
        MassSendStore.SetTask(unit, task.Id, "failed", fault: reason);
        Give(unit, send, task.Id, TargetStates.Queued, TargetStates.Failed, reason);
        Alerts.Raise(unit, "mass-send-failed", task.Id, $"A mass send was not made: {reason}");
        Close(unit, send);
    }

    /// <summary>Ends what is in one state, with its caps given back: it did not reach anybody.</summary>
    internal static void Give(Unit unit, MassSendRow send, string taskId, string from, string state, string? reason)
    {
        foreach (var target in TargetStore.OfTask(unit, taskId, from)) ContactGate.Release(unit, send.Subject(target.TargetId));
        TargetStore.SetAll(unit, taskId, from, state, reason);
    }

    internal void Close(Unit unit, MassSendRow send)
    {
        if (!send.IsCancelled && !MassSendStore.HasOpenTasks(unit, send.Id) && TargetStore.AllowedCount(unit, send.Id) == 0)
            MassSendStore.Move(unit, send.Id, MassSendStates.Done);
        MassSendClock.Changed(unit, events, send);
    }

    internal static NewOperation Cancel(MassSendRow send, string taskId, string platformId) =>
        new(send.Channel, send.Account, new CancelMassSend(platformId)) { EffectKey = $"mass-send-cancel:{taskId}" };

    private void Unsure(Unit unit, MassSendRow send, MassSendTaskRow task)
    {
        MassSendStore.SetTask(unit, task.Id, "unsure", fault: "no-answer");
        questions.Ask(unit, FindTask.TaskKind, send.Channel, send.Account, task.Id, unit.Now + MassSendLimits.FirstLook);
        MassSendClock.Changed(unit, events, send);
    }

    private static (MassSendRow, MassSendTaskRow)? Waiting(Unit unit, string operationId) =>
        MassSendStore.TaskOfOperation(unit, operationId) is { State: "queued" } task && MassSendStore.Get(unit, task.MassSendId) is { } send ? (send, task) : null;
}
