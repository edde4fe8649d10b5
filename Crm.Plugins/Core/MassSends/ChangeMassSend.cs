using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>Reminds members who have not confirmed, or takes a mass send back as far as it has not gone out.</summary>
public sealed class ChangeMassSend(Writer writer, Deliveries deliveries, ChannelTasks questions, Events events)
{
    /// <summary>The platform reminds all who have not confirmed a task, at most three times in 24 hours.</summary>
    public Task RemindAsync(string id, string? taskId, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var send = MassSendStore.Get(unit, id) ?? throw ProblemException.NotFound("mass send");
            if (send.IsCancelled) throw ProblemException.Conflict("mass-send-cancelled", "This mass send was cancelled.");
            var open = MassSendStore.Tasks(unit, id).Where(task => task.State == "created" && (taskId is null || task.Id == taskId)).ToList();
            if (open.Count == 0) throw ProblemException.Conflict("nobody-to-remind", "No member of this mass send is waiting to confirm.");
            var due = open.Where(task => MassSendStore.Reminded(unit, task.Id) < MassSendLimits.RemindersPerDay).ToList();
            if (due.Count == 0)
                throw ProblemException.Conflict("reminded-enough", $"The platform lets {MassSendLimits.RemindersPerDay} reminders through in 24 hours: try again tomorrow.");
            foreach (var task in due)
            {
                var reminder = MassSendStore.Remind(unit, task.Id);
                deliveries.TryAdd(unit, new NewOperation(send.Channel, send.Account, new RemindMassSend(task.PlatformId)) { EffectKey = $"mass-send-remind:{reminder}" });
            }

            Audit.Record(unit, caller.Id, "mass-send.reminded", id);
            MassSendClock.Changed(unit, events, send);
        });
    }

    /// <summary>What members have sent already stays sent; the ledger tells it.</summary>
    public Task CancelAsync(string id, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return writer.WriteAsync(unit =>
        {
            var send = MassSendStore.Get(unit, id) ?? throw ProblemException.NotFound("mass send");
            if (send.State is MassSendStates.Cancelled or MassSendStates.Done) throw ProblemException.Conflict("mass-send-over", "This mass send is over already.");
            MassSendStore.Move(unit, id, MassSendStates.Cancelled);
            Steps.Cancel(unit, id);
            foreach (var target in TargetStore.Allowed(unit, id, "", int.MaxValue))
            {
                TargetStore.Set(unit, id, target.TargetId, TargetStates.Cancelled);
                ContactGate.Release(unit, send.Subject(target.TargetId));
            }

            foreach (var task in MassSendStore.Tasks(unit, id).Where(task => task.State == "created"))
            {
                deliveries.TryAdd(unit, MassSendTasks.Cancel(send, task.Id, task.PlatformId));
                // Whoever confirmed before this arrived is found by one more look.
                questions.Ask(unit, PollResults.TaskKind, send.Channel, send.Account, task.Id, unit.Now + MassSendLimits.FirstLook);
            }

            Audit.Record(unit, caller.Id, "mass-send.cancelled", id);
            MassSendClock.Changed(unit, events, send);
        });
    }
}
