using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Complaints;

/// <summary>
/// A grievance gets a number, a severity and clocks at once (section 6). The maker's desk owns it. A second word of the
/// same customer goes to the open complaint, and no merge or channel change resets its clocks.
/// </summary>
public sealed class OpenComplaint(MakePromise promises, BringForward sooner, Calendars calendars, Steps steps, Events events, Tell tell, PromiseOptions options)
{
    /// <param name="safetyWords">What the recogniser found dangerous (K-02); any word proposes S1.</param>
    public OpenedComplaint Run(Unit unit, Inquiry inquiry, string? brand, string? series, string? model, IReadOnlyList<string>? safetyWords = null)
    {
        var proposal = ComplaintTriage.Default.Propose(inquiry.Text, new TriageFacts(safetyWords));
        if (ComplaintStore.OpenOfCustomer(unit, inquiry.CustomerId) is { } open) return Again(unit, inquiry, open, proposal);
        var desk = calendars.Newest(unit, options.DeskCalendar);
        var clocks = ComplaintClocks.For(proposal.Severity, unit.Now, desk.Calendar);
        var id = Ids.New(unit.Now);
        var number = ComplaintStore.NextNumber(unit);
        ComplaintStore.Add(unit, new NewComplaint(id, number, inquiry.CustomerId, inquiry.Id, inquiry.Audience.Conversation?.Id,
            Words.Of(proposal.Severity), "proposed", proposal.Reason, inquiry.Text, brand, series, model, Ms(clocks.AckDue), Ms(clocks.ContactDue),
            clocks.PlanDue is { } plan ? Ms(plan) : null, clocks.ResolveDue is { } resolve ? Ms(resolve) : null));
        ComplaintClock.Start(unit, steps, id, proposal.Severity, clocks);
        if (proposal.Severity == Severity.S1) Alerts.Raise(unit, "complaint-s1", id, $"Safety complaint {number}: {string.Join(", ", proposal.Words)}");
        events.Add(unit, new NewEvent("complaint.opened") { CustomerId = inquiry.CustomerId, ComplaintId = id, Data = new { number, severity = Words.Of(proposal.Severity) } });
        return new OpenedComplaint(id, true, Promise(unit, inquiry, id, number, proposal.Severity, desk));
    }

    /// <summary>The number came after the complaint: now a call can be promised. Null where nothing waits for one.</summary>
    public string? Resume(Unit unit, Inquiry inquiry)
    {
        if (ComplaintStore.OpenOfCustomer(unit, inquiry.CustomerId) is not { } open) return null;
        Promise(unit, inquiry, open.Id, open.Number, Words.Parse<Severity>(open.Severity), calendars.Newest(unit, options.DeskCalendar));
        return open.Id;
    }

    private OpenedComplaint Again(Unit unit, Inquiry inquiry, ComplaintRow open, TriageProposal proposal)
    {
        ComplaintStore.Note(unit, Ids.New(unit.Now), open.Id, "customer", "repeat", inquiry.Text);
        events.Add(unit, new NewEvent("complaint.updated") { CustomerId = inquiry.CustomerId, ComplaintId = open.Id });
        var severity = Words.Parse<Severity>(open.Severity);
        if (proposal.Severity < severity)
        {
            Raise(unit, open, proposal);
            severity = proposal.Severity;
        }

        var locale = inquiry.Audience.Locale;
        var promise = PromiseStore.Open(unit, inquiry.CustomerId, Topics.Complaint);
        if (promise is null)
        {
            var made = Promise(unit, inquiry, open.Id, open.Number, severity, calendars.Newest(unit, options.DeskCalendar), again: true);
            return new OpenedComplaint(open.Id, false, made);
        }

        if (severity == Severity.S1)
        {
            var first = promise;
            promise = sooner.To(unit, promise, unit.Now + Contact(severity, calendars.Newest(unit, options.DeskCalendar)), inquiry.Audience,
                TextKeys.ComplaintSafetyReceived, new Dictionary<string, string> { ["number"] = open.Number });
            if (promise != first) return new OpenedComplaint(open.Id, false, new MadePromise(HandOver.ReceiptOf(promise), [], false));
        }

        var due = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(promise.DueAt, promise.NextAttemptAt));
        var values = new Dictionary<string, string>
        {
            ["number"] = open.Number, ["who"] = Texts.Format(locale, TextKeys.WhoDesk), ["time"] = TimeWords.Say(due, promise.TimeZone, unit.Now, locale),
        };
        tell.Notice(unit, inquiry.Audience, TextKeys.ComplaintRepeat, values, promise.Id, $"{open.Id}:repeat:{inquiry.Id}");
        return new OpenedComplaint(open.Id, false, new MadePromise(HandOver.ReceiptOf(promise), [], false));
    }

    /// <summary>New words made it graver: nothing gets later than it was.</summary>
    private void Raise(Unit unit, ComplaintRow open, TriageProposal proposal)
    {
        var desk = calendars.Newest(unit, options.DeskCalendar).Calendar;
        var after = ComplaintClock.WithSeverity(open, proposal.Severity, "proposed", unit.Now, desk);
        if (!ComplaintStore.Save(unit, after)) throw new LostRaceException();
        ComplaintClock.Start(unit, steps, open.Id, proposal.Severity, ComplaintClock.Of(after));
        if (proposal.Severity == Severity.S1) Alerts.Raise(unit, "complaint-s1", open.Id, $"Safety complaint {open.Number}: {string.Join(", ", proposal.Words)}");
    }

    private MadePromise? Promise(Unit unit, Inquiry inquiry, string id, string number, Severity severity, CalendarVersion desk, bool again = false)
    {
        var safety = severity == Severity.S1;
        var extra = new Dictionary<string, string> { ["number"] = number };
        var made = promises.Run(unit, new PromiseAsk(inquiry, Topics.Complaint, Contact(severity, desk), desk, null, null, ComplaintId: id,
            AroundTheClock: safety, Notice: safety ? TextKeys.ComplaintSafetyReceived : TextKeys.ComplaintReceived, Extra: extra));
        if (made is not null) ComplaintStore.SetPromise(unit, id, made.Receipt.Id);
        else if (inquiry.Audience.Conversation is not null)
        {
            // Asked once, and once more where it turns out to be grave; whoever goes on without a number is heard all the same.
            var asked = tell.Notice(unit, inquiry.Audience, safety ? TextKeys.ComplaintSafetyAskPhone : TextKeys.ComplaintAskPhone,
                new Dictionary<string, string>(extra) { ["who"] = Texts.Format(inquiry.Audience.Locale, TextKeys.WhoDesk) }, effectKey: $"{id}:ask-phone:{safety}");
            if (again && asked is null) tell.Notice(unit, inquiry.Audience, TextKeys.ComplaintAdded, extra, effectKey: $"{id}:added:{inquiry.Id}");
        }

        return made;
    }

    private static TimeSpan Contact(Severity severity, CalendarVersion desk) => severity switch
    {
        Severity.S1 => TimeSpan.FromMinutes(10),
        Severity.S2 => TimeSpan.FromMinutes(30),
        Severity.S3 => TimeSpan.FromMinutes(240),
        _ => ComplaintClocks.BusinessDay(desk.Calendar),
    };

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}

/// <param name="IsNew">False where it went to the customer's open complaint.</param>
public sealed record OpenedComplaint(string ComplaintId, bool IsNew, MadePromise? Promise);
