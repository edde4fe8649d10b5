using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Groups;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>
/// The one class that asks a platform for a mass send. Each target's consent, complaints and quiet hours are asked for
/// once more in the very transaction that queues it (P-04).
/// </summary>
[ContactClass(ContactClass.Gated)]
public sealed class QueueMassSend(ContactGate gate, ContactPolicyOptions policy, CrmOptions crm, Deliveries deliveries)
{
    /// <summary>Queues the next task of what is allowed. False when nothing is left.</summary>
    internal bool Next(Unit unit, MassSendRow send)
    {
        // Groups are sent by their owners; customers by whom the platform picks, unless somebody was named.
        var sender = send.IsToGroups ? TargetStore.NextSender(unit, send.Id) : send.Sender;
        var targets = TargetStore.Allowed(unit, send.Id, send.IsToGroups ? sender : "", send.IsToGroups ? MassSendLimits.GroupsPerTask : MassSendLimits.CustomersPerTask);
        if (targets.Count == 0) return false;
        var still = Still(unit, send, targets);
        if (still.Count == 0) return true;
        var task = MassSendStore.AddTask(unit, send.Id, sender);
        foreach (var target in still) TargetStore.Set(unit, send.Id, target.TargetId, TargetStates.Queued, taskId: task);
        Queue(unit, send, task, 1, sender, still);
        return true;
    }

    /// <summary>Asks once more for a task that surely was not made. False when nobody of it may be written to any more.</summary>
    internal bool Again(Unit unit, MassSendRow send, MassSendTaskRow task)
    {
        var still = Still(unit, send, TargetStore.OfTask(unit, task.Id, TargetStates.Queued));
        if (still.Count == 0) return false;
        Queue(unit, send, task.Id, task.Tries + 1, task.Sender, still);
        return true;
    }

    private void Queue(Unit unit, MassSendRow send, string task, long attempt, string sender, IReadOnlyList<TargetRow> targets)
    {
        string[] ids = [.. targets.Select(target => target.Contact)];
        var request = new CreateMassSend(send.IsToGroups, send.IsToGroups ? [] : ids, send.IsToGroups ? ids : [], sender.Length == 0 ? null : sender, send.Text, send.Files);
        var operation = deliveries.TryAdd(unit, new NewOperation(send.Channel, send.Account, request)
        {
            EffectKey = $"mass-send:{task}:{attempt}",
            // A platform that is busy until the evening must not have it go out at night.
            Deadline = ContactPolicy.QuietAfter(unit.Now, crm.DefaultTimeZone, policy) is var quiet && quiet < DateTimeOffset.MaxValue ? quiet : null,
        });
        if (operation is not null) MassSendStore.Asked(unit, task, operation);
    }

    /// <summary>Those who may still be written to now; the others are refused in the ledger.</summary>
    private List<TargetRow> Still(Unit unit, MassSendRow send, IReadOnlyList<TargetRow> targets)
    {
        List<TargetRow> still = [];
        foreach (var chunk in targets.Chunk(ContactGate.Most))
        {
            var verdicts = send.IsToGroups
                ? [.. chunk.Select(group => gate.RecheckGroup(unit, GroupStore.Customers(unit, group.TargetId), GatherTargets.Ask(send, group.TargetId, unit.Now)))]
                : gate.Recheck(unit, [.. chunk.Select(target => GatherTargets.Ask(send, target.TargetId, unit.Now))]);
            foreach (var (target, verdict) in chunk.Zip(verdicts))
            {
                if (verdict.Allowed) still.Add(target);
                else TargetStore.Set(unit, send.Id, target.TargetId, TargetStates.Refused, verdict.Reasons[0]);
            }
        }

        return still;
    }
}
