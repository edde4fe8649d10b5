using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>Take a callback, let the customer off, or move it. Each tells the customer where it changes what was told.</summary>
public sealed class ChangePromise(PromiseTimes times, Calendars calendars, Steps steps, Events events, Tell tell, NameCaller caller, PromiseOptions options)
{
    public void Claim(Unit unit, string id, Caller by, IfMatch match)
    {
        var promise = Promises.Open(unit, id, by);
        match.Check(promise.Version);
        Promises.Save(unit, promise with { AssignedTo = by.Id });
        events.Add(unit, Promises.Event("callback.assigned", promise));
    }

    /// <summary>In time it is released; after the window it stays broken, only the work ends.</summary>
    public void Release(Unit unit, string id, string? reason, Caller by, IfMatch match)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 500) throw ProblemException.Invalid("reason-required", "reason says in at most 500 characters why the call is no longer wanted.");
        var promise = Promises.Open(unit, id, by);
        match.Check(promise.Version);
        Release(unit, promise, reason);
    }

    /// <summary>The same for whoever may touch this very promise, such as the customer it was made to.</summary>
    public void Release(Unit unit, PromiseRow promise, string reason)
    {
        var id = promise.Id;
        if (!EndReply.Released(unit, promise)) throw ProblemException.Conflict("callback-closed", "This callback is finished.");
        events.Add(unit, Promises.Event("callback.cancelled", promise) with { Data = new { reason } });
        tell.Notice(unit, HandOver.AudienceOf(unit, promise), TextKeys.PromiseReleased, new Dictionary<string, string>(), id, $"{id}:released");
    }

    public void Reschedule(Unit unit, string id, DateTimeOffset start, bool byCustomer, Caller by, IfMatch match)
    {
        var promise = Promises.Open(unit, id, by);
        match.Check(promise.Version);
        Reschedule(unit, promise, start, byCustomer);
    }

    /// <inheritdoc cref="Release(Unit, PromiseRow, string)"/>
    public void Reschedule(Unit unit, PromiseRow promise, DateTimeOffset start, bool byCustomer)
    {
        var id = promise.Id;
        if (byCustomer && promise.BrokenAt == 0 && !PromiseStates.MayMove((int)promise.RescheduleCount, Promises.At(promise.DueAt), unit.Now))
            throw ProblemException.Conflict("too-late-to-move", "A callback is moved at most three times and until five minutes before it is due.");
        var state = PromiseStates.After(Words.Parse<PromiseState>(promise.State), byCustomer ? PromiseEvent.Moved : PromiseEvent.MovedByUs)
            ?? throw ProblemException.Conflict("callback-closed", "This callback cannot be moved any more.").With("state", promise.State);
        PromiseTimes.Free(unit, id);
        var calendar = calendars.Newest(unit, promise.OwnerKind == "desk" ? options.DeskCalendar : promise.CalendarId);
        var time = times.Slot(unit, id, calendar.Id, calendar.Calendar, start);
        var broken = !byCustomer && promise.BrokenAt == 0;
        var audience = HandOver.AudienceOf(unit, promise);
        var told = tell.Notice(unit, audience, TextKeys.PromiseRescheduled, new Dictionary<string, string>
        {
            ["who"] = Who.Calls(unit, promise.OwnerId.Length == 0 ? null : promise.OwnerId, promise.Locale),
            ["slot"] = TimeWords.Slot(time.Start, time.Due, promise.TimeZone, unit.Now, promise.Locale),
            ["phone"] = Masking.Phone(audience.Phone),
        }, id, $"{id}:moved:{promise.Version}");
        // The customer's own wish ends the old window without a verdict; what was tried in it keeps nothing of the new one (C-06).
        var fresh = byCustomer && promise.BrokenAt == 0;
        Promises.Save(unit, promise with
        {
            State = Words.Of(state), Kind = time.IsSlot ? "slot" : "asap", WindowStart = Ms(time.Start), DueAt = Ms(time.Due), RescheduleCount = promise.RescheduleCount + 1,
            NextAttemptAt = 0, BrokenAt = broken ? unit.NowMs : promise.BrokenAt, BrokenReason = broken ? PromiseOutcomes.OurReschedule : promise.BrokenReason,
            ToldText = told ?? promise.ToldText, Outcome = broken ? Words.Of(PromiseOutcome.BrokenMissed) : fresh ? "" : promise.Outcome,
            CalendarId = calendar.Id, CalendarVersion = calendar.Version, MovedAt = unit.NowMs, KeptAt = fresh ? 0 : promise.KeptAt, FirstAttemptAt = fresh ? 0 : promise.FirstAttemptAt,
        });
        Steps.Cancel(unit, id);
        foreach (var (step, at) in PromiseSteps.Of(time.Start, time.Due)) steps.Add(unit, id, step, PromiseSteps.Kind, at);
        caller.Plan(unit, id, time.IsSlot, time.Start, time.Due, caller.NumberOf(unit, promise.OwnerId.Length == 0 ? null : promise.OwnerId));
        events.Add(unit, Promises.Event("callback.rescheduled", promise));
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
