using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>What the clock does to an open promise (C-10): remind, hand to the desk, escalate, and say so when it is broken.</summary>
public sealed class PromiseClock(HandOver handOver, Calendars calendars, PromiseTimes times, Steps steps, Events events, Tell tell, NameCaller caller, KeptRate rate, PromiseOptions options) : IStepHandler
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    public string Kind => PromiseSteps.Kind;

    public void Handle(Unit unit, StepRow step)
    {
        if (PromiseStore.Get(unit, step.SubjectId) is not { IsOpen: true } promise) return;
        switch (step.Step)
        {
            case PromiseSteps.Nudge or FollowAttempt.Retry:
                events.Add(unit, Promises.Event(step.Step == PromiseSteps.Nudge ? "callback.nudge" : "callback.retry_due", promise));
                break;
            case PromiseSteps.CallerNamed:
                caller.Say(unit, promise);
                break;
            case PromiseSteps.DeskTakeover:
                TakeOver(unit, promise);
                break;
            case PromiseSteps.Lead:
                Promises.Save(unit, promise with { Priority = Math.Max(promise.Priority, 1) });
                events.Add(unit, Promises.Event("callback.due_soon", promise));
                break;
            case PromiseSteps.Deadline:
                Abandon(unit, promise);
                Deadline(unit, promise);
                break;
            case PromiseSteps.CallLimit:
                if (Abandon(unit, promise) && promise.State == "scheduled" && unit.Now > Promises.At(promise.DueAt)) Deadline(unit, promise);
                break;
            case PromiseSteps.Escalate when promise.FirstAttemptAt == 0:
                Promises.Save(unit, promise with { Priority = 2 });
                Alerts.Raise(unit, "promise-escalated", promise.Id, "Broken for half an hour, and still nobody has called");
                events.Add(unit, Promises.Event("callback.escalated", promise));
                break;
        }
    }

    /// <summary>Half of the window is gone and no dealer has accepted: the maker's agent calls, if the desk is open in time.</summary>
    private void TakeOver(Unit unit, PromiseRow promise)
    {
        if (promise.OwnerKind != "dealer" || LeadStore.Get(unit, promise.LeadId) is not { AcceptedAt: 0 }) return;
        var desk = calendars.Newest(unit, options.DeskCalendar).Calendar;
        if (desk.NextOpen(unit.Now) < Promises.At(promise.DueAt))
        {
            handOver.To(unit, promise, null, "not-accepted");
            return;
        }

        Promises.Save(unit, promise with { Priority = 1 });
        Alerts.Raise(unit, "promise-unaccepted", promise.Id, "No dealer has accepted by half of the window, and the desk is closed until it is over");
    }

    /// <summary>Calls that nobody finished must not hold the deadline open for ever. False where none ran too long.</summary>
    private bool Abandon(Unit unit, PromiseRow promise)
    {
        if (!AttemptStore.Abandon(unit, promise.Id, unit.NowMs - options.AbandonedCallMinutes * 60_000L)) return false;
        events.Add(unit, Promises.Event("callback.attempt_abandoned", promise));
        return true;
    }

    private void Deadline(Unit unit, PromiseRow promise)
    {
        if (unit.Now < Promises.At(promise.DueAt))
        {
            // The alarm clock may run ahead of ours by a moment; the customer's time is not over before it is over.
            steps.Add(unit, promise.Id, PromiseSteps.Deadline, PromiseSteps.Kind, Promises.At(promise.DueAt).AddSeconds(1));
            return;
        }

        var rows = AttemptStore.OfPromise(unit, promise.Id);
        var verdict = PromiseOutcomes.Classify(new PromiseFacts(Promises.At(promise.DueAt), Calls.OfWindow(promise, rows), Calls.Inbound(promise, rows), Telephony: options.Telephony), unit.Now.AddMilliseconds(1));
        if (verdict.Outcome is null)
        {
            // A call that began in time is still going on; its outcome decides.
            steps.Add(unit, promise.Id, PromiseSteps.Deadline, PromiseSteps.Kind, unit.Now + LookAgain);
            return;
        }

        if (!verdict.IsBroken) return;
        var desk = calendars.Newest(unit, options.DeskCalendar);
        var again = PromiseWindows.AfterABreach(unit.Now, times.Times(desk.Calendar));
        var broken = promise with
        {
            State = "broken", Outcome = Words.Of(verdict.Outcome.Value), BrokenAt = promise.DueAt, BrokenReason = promise.BrokenReason.Length == 0 ? "missed" : promise.BrokenReason,
            OwnerKind = "desk", OwnerId = "", AssignedTo = "", CalendarId = desk.Id, CalendarVersion = desk.Version, Priority = Math.Max(promise.Priority, 1), NextAttemptAt = again.DueAt.ToUnixTimeMilliseconds(),
        };
        var audience = HandOver.AudienceOf(unit, promise);
        var told = tell.Notice(unit, audience, TextKeys.PromiseBroken, new Dictionary<string, string>
        {
            ["was"] = TimeWords.Say(Promises.At(promise.DueAt), promise.TimeZone, unit.Now, promise.Locale),
            ["time"] = TimeWords.Say(again.DueAt, promise.TimeZone, unit.Now, promise.Locale),
            ["who"] = Texts.Format(promise.Locale, TextKeys.WhoDesk),
            ["phone"] = Masking.Phone(audience.Phone),
        }, promise.Id, $"{promise.Id}:broken");
        Promises.Save(unit, told is null ? broken : broken with { ToldText = told });
        rate.Broken(unit);
        Alerts.Raise(unit, "promise-broken", promise.Id, "Nobody called in the promised window");
        events.Add(unit, Promises.Event("callback.deadline_missed", promise));
    }
}
