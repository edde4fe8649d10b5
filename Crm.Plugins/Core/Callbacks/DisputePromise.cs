using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>
/// "Nobody called me." A call that we count as made is no longer counted as kept from then on, the team lead is told, and the
/// maker's own desk promises another call at once: whoever says they called before is not asked again.
/// </summary>
public sealed class DisputePromise(MakePromise promises, Calendars calendars, Events events, PromiseOptions options)
{
    /// <summary>The promise that stands now: the new call, or the present one where it is still owed; null without a number to call.</summary>
    /// <param name="days">For so long after its time.</param>
    public string? Run(Unit unit, PromiseRow promise, int days)
    {
        if (DisputeStore.Get(unit, promise.Id) is { } known) return known.NextPromiseId.Length == 0 ? null : known.NextPromiseId;
        if (promise.Topic == Topics.Reply || promise.Outcome is "released" or "void-invalid-number") throw ProblemException.Conflict("not-disputable", "No call was to come from this any more.");
        if (promise.FirstAttemptAt == 0 && promise.KeptAt == 0) return StillOwed(unit, promise);
        if (unit.Now > Promises.At(Math.Max(promise.DueAt, promise.FirstAttemptAt)).AddDays(days))
            throw ProblemException.Conflict("too-late-to-dispute", $"A call can be disputed for {days} days after its time.");
        var kept = promise.Outcome.StartsWith("kept-", StringComparison.Ordinal);
        Promises.Save(unit, promise with { State = "disputed", Outcome = kept ? "disputed" : promise.Outcome, OpenKey = "", NextAttemptAt = 0 });
        Steps.Cancel(unit, promise.Id);
        PromiseTimes.Free(unit, promise.Id);
        var next = Again(unit, promise);
        DisputeStore.Add(unit, promise, next);
        Alerts.Raise(unit, "promise-disputed", promise.Id, "The customer says that nobody called",
            new AlertAbout(promise.CustomerId, promise.OwnerId.Length == 0 ? null : promise.OwnerId));
        events.Add(unit, Promises.Event("callback.disputed", promise) with { Data = new { next } });
        return next;
    }

    /// <summary>Nobody says that a call was made, so there is nothing to dispute: it is on its way, or it is late and goes first.</summary>
    private string StillOwed(Unit unit, PromiseRow promise)
    {
        if (!promise.IsOpen) throw ProblemException.Conflict("not-disputable", "No call was to come from this any more.");
        if (unit.NowMs <= promise.DueAt) throw ProblemException.Conflict("not-due-yet", "The time we said is not over yet.").With("dueAt", Instants.Iso(promise.DueAt));
        Promises.Save(unit, promise with { Priority = Math.Max(promise.Priority, 2) });
        Alerts.Raise(unit, "promise-not-called", promise.Id, "The time is over and the customer asks where the call is", new AlertAbout(promise.CustomerId));
        events.Add(unit, Promises.Event("callback.asked_for", promise));
        return promise.Id;
    }

    private string? Again(Unit unit, PromiseRow promise)
    {
        var audience = HandOver.AudienceOf(unit, promise);
        var phone = CustomerStore.Contact(unit, promise.CustomerId)?.Phone is { Length: > 0 } number ? number : null;
        var inquiry = new Inquiry(DisputeStore.InquiryOf(unit, promise.Id), "", promise.CustomerId, phone,
            Consents.Has(unit, promise.CustomerId, Consents.ForwardToDealer), null, "", audience);
        var made = promises.Run(unit, new PromiseAsk(inquiry, promise.Topic, options.For(Topics.Callback), calendars.Newest(unit, options.DeskCalendar), null, null,
            None(promise.LeadId), None(promise.ComplaintId), Notice: Shared.TextKeys.PromiseAgain, Priority: 1));
        if (made is not null && promise.ComplaintId.Length > 0) ComplaintStore.SetPromise(unit, promise.ComplaintId, made.Receipt.Id);
        return made?.Receipt.Id;
    }

    private static string? None(string text) => text.Length == 0 ? null : text;
}
