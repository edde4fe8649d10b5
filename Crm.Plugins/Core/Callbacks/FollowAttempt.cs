using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>What an attempt means for everybody else: the next try, the customer's message, lead and complaint.</summary>
public sealed class FollowAttempt(Calendars calendars, PromiseTimes times, Steps steps, Tell tell)
{
    public const string Retry = "retry";

    /// <summary>When to call again; a time the customer named wins over the plan.</summary>
    public NextCall Plan(Unit unit, PromiseRow promise, IReadOnlyList<CallAttempt> attempts, string? callAgainAt)
    {
        if (Instants.Parse(callAgainAt, "callAgainAt") is { } wished)
        {
            if (wished <= unit.NowMs) throw ProblemException.Invalid("call-again-in-past", "callAgainAt lies in the past.");
            return new NextCall(DateTimeOffset.FromUnixTimeMilliseconds(wished), null);
        }

        var calendar = calendars.Version(unit, promise.CalendarId, promise.CalendarVersion).Calendar;
        return RetryPlan.Next([.. attempts.Where(attempt => attempt.Result is not (null or CallResult.Abandoned))], times.Times(calendar), unit.Now);
    }

    public void Up(Unit unit, PromiseRow promise, CallAttempt call, NextCall plan)
    {
        if (promise.LeadId.Length > 0 && LeadStore.Get(unit, promise.LeadId) is { } lead)
            LeadFacts.Apply(unit, lead, new LeadFact(call.Talked ? LeadFactKind.Reached : LeadFactKind.Attempted, call.StartedAt), promise.AssignedTo);
        if (promise.ComplaintId.Length > 0 && call.Talked) ComplaintContact.Reached(unit, promise.ComplaintId, call.StartedAt);
        if (!promise.IsOpen)
        {
            PromiseTimes.Free(unit, promise.Id);
            if (plan.Why == "max_attempts") Say(unit, promise, TextKeys.PromiseFailed, "failed");
            return;
        }

        if (plan.At is { } at) steps.Add(unit, promise.Id, Retry, PromiseSteps.Kind, at);
        // One message after the first miss, not one per miss.
        if (promise.AttemptCount == 1) Say(unit, promise, TextKeys.PromiseMissedAttempt, "missed");
    }

    private void Say(Unit unit, PromiseRow promise, string key, string effect)
    {
        var audience = HandOver.AudienceOf(unit, promise);
        tell.Notice(unit, audience, key, new Dictionary<string, string> { ["phone"] = Masking.Phone(audience.Phone) }, promise.Id, $"{promise.Id}:{effect}");
    }
}
