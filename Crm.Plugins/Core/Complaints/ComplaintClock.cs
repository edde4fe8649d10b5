using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Complaints;

/// <summary>The clocks of a complaint as steps. A clock that was met finds nothing to do.</summary>
public sealed class ComplaintClock(Events events, Tell tell) : IStepHandler
{
    internal const string Kinds = "complaint";
    internal const string Remind = "remind";
    internal const string CloseUnanswered = "close-unanswered";

    /// <summary>A person confirms or lowers a proposed S1 within ten minutes (K-02).</summary>
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromMinutes(10);

    public string Kind => Kinds;

    /// <summary>Sets the steps, or moves them after the severity changed.</summary>
    internal static void Start(Unit unit, Steps steps, string id, Severity severity, ComplaintClocks clocks)
    {
        steps.Add(unit, id, "ack", Kinds, clocks.AckDue);
        steps.Add(unit, id, "contact", Kinds, clocks.ContactDue);
        // A clock that another severity does not have must not go on ticking.
        Steps.Cancel(unit, id, "plan");
        Steps.Cancel(unit, id, "resolve");
        if (clocks.PlanDue is { } plan) steps.Add(unit, id, "plan", Kinds, plan);
        if (clocks.ResolveDue is { } resolve) steps.Add(unit, id, "resolve", Kinds, resolve);
        if (severity == Severity.S1) steps.Add(unit, id, "confirm", Kinds, unit.Now + ConfirmWithin);
    }

    public void Handle(Unit unit, StepRow step)
    {
        if (ComplaintStore.Get(unit, step.SubjectId) is not { } complaint) return;
        if (!ComplaintStates.IsOpen(Words.Parse<ComplaintState>(complaint.State))) return;
        if (step.Step.StartsWith(Remind, StringComparison.Ordinal) || step.Step == CloseUnanswered)
        {
            Unanswered(unit, complaint, step.Step);
            return;
        }

        var missed = step.Step switch
        {
            "ack" => complaint.AcknowledgedAt == 0,
            "contact" => complaint.ContactedAt == 0,
            "confirm" => complaint.SeverityState == "proposed",
            "plan" => Words.Parse<ComplaintState>(complaint.State) < ComplaintState.Investigating,
            _ => true,
        };
        if (!missed) return;
        Alerts.Raise(unit, $"complaint-{step.Step}-missed", complaint.Id, $"{complaint.Number}: the clock '{step.Step}' has run out");
        events.Add(unit, new NewEvent("complaint.escalated") { CustomerId = complaint.CustomerId, ComplaintId = complaint.Id, Data = new { clock = step.Step } });
    }

    /// <summary>The customer does not answer: two reminders, then the end, each said (K-01).</summary>
    private void Unanswered(Unit unit, ComplaintRow complaint, string step)
    {
        if (Words.Parse<ComplaintState>(complaint.State) != ComplaintState.WaitingCustomer) return;
        var contact = CustomerStore.Contact(unit, complaint.CustomerId);
        var conversation = complaint.ConversationId.Length == 0 ? null : Conversations.ById(unit, complaint.ConversationId);
        var audience = new Audience(complaint.CustomerId, conversation, contact?.Phone, contact?.Locale ?? Texts.DefaultLocale);
        var key = step == CloseUnanswered ? TextKeys.ComplaintClosedUnanswered : TextKeys.ComplaintReminder;
        tell.Notice(unit, audience, key, new Dictionary<string, string> { ["number"] = complaint.Number }, effectKey: $"{complaint.Id}:{step}:{complaint.Pauses}");
        if (step != CloseUnanswered) return;
        if (!ComplaintStore.Save(unit, complaint with { State = Words.Of(ComplaintState.Closed), ClosedAt = unit.NowMs })) throw new LostRaceException();
        Steps.Cancel(unit, complaint.Id);
        events.Add(unit, new NewEvent("complaint.closed") { CustomerId = complaint.CustomerId, ComplaintId = complaint.Id });
    }

    internal static ComplaintClocks Of(ComplaintRow c) => new(At(c.AckDue), At(c.ContactDue),
        c.PlanDue == 0 ? null : At(c.PlanDue), c.ResolveDue == 0 ? null : At(c.ResolveDue), null);

    /// <summary>The complaint with another severity and the clocks that follow from it.</summary>
    internal static ComplaintRow WithSeverity(ComplaintRow c, Severity severity, string state, DateTimeOffset now, BusinessCalendar calendar)
    {
        var clocks = Of(c).Changed(Words.Parse<Severity>(c.Severity), severity, At(c.CreatedAt), now, calendar);
        return c with
        {
            Severity = Words.Of(severity), SeverityState = state, AckDue = Ms(clocks.AckDue), ContactDue = Ms(clocks.ContactDue),
            PlanDue = clocks.PlanDue is { } plan ? Ms(plan) : 0, ResolveDue = clocks.ResolveDue is { } resolve ? Ms(resolve) : 0,
        };
    }

    /// <summary>"Not solved": the same complaint goes on, with half of its first time (K-07).</summary>
    internal static ComplaintRow Reopened(Unit unit, Steps steps, ComplaintRow c, BusinessCalendar calendar)
    {
        var done = At(Math.Max(c.ResolvedAt, c.ClosedAt));
        if (!ComplaintStates.MayReopen(Words.Parse<ComplaintState>(c.State), done, unit.Now))
            throw ProblemException.Conflict("reopen-too-late", "A complaint is reopened within 30 days; after that it is a new one.").With("state", c.State);
        var severity = Words.Parse<Severity>(c.Severity);
        var clocks = ComplaintClocks.For(severity, unit.Now, calendar, share: 0.5);
        Start(unit, steps, c.Id, severity, clocks);
        Steps.Cancel(unit, c.Id, "confirm");
        return c with
        {
            State = Words.Of(ComplaintState.Reopened), ReopenCount = c.ReopenCount + 1, AcknowledgedAt = 0, ContactedAt = 0, ResolvedAt = 0, ClosedAt = 0,
            AckDue = Ms(clocks.AckDue), ContactDue = Ms(clocks.ContactDue), PlanDue = clocks.PlanDue is { } plan ? Ms(plan) : 0,
            ResolveDue = clocks.ResolveDue is { } resolve ? Ms(resolve) : 0,
        };
    }

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
