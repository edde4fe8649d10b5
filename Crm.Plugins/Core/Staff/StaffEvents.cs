using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>
/// Notes in the transaction of the event that people are to be told. The telling is a step of its own, so it can
/// neither slow a capture nor take it back, and no crash forgets it.
/// </summary>
public sealed class StaffEvents(Steps steps, StaffOptions options) : IEventWatcher
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private bool _any;
    private DateTimeOffset _looked;

    public void Handle(Unit unit, NewEvent e)
    {
        if (Work(e) is not var (kind, subject, step) || !options.Cards || !AnybodyThere(unit)) return;
        steps.Add(unit, CardClock.SubjectOf(kind, subject), step, CardClock.StepKind, unit.Now);
    }

    private static (string Kind, string Subject, string Step)? Work(NewEvent e) => e switch
    {
        { Type: "lead.offered", Data: OfferData offer } => (CardKind.Offer, offer.OfferId, CardClock.Made),
        { Type: "lead.accepted" or "lead.declined" or "lead.offer_expired" or "lead.offer_withdrawn", Data: OfferData offer } => (CardKind.Offer, offer.OfferId, CardClock.Ended),
        { PromiseId: { } promise } => e.Type switch
        {
            "callback.nudge" => (CardKind.Callback, promise, CardClock.Nudge),
            "callback.retry_due" => (CardKind.Callback, promise, CardClock.Retry),
            "callback.due_soon" => (CardKind.Callback, promise, CardClock.Managers),
            "callback.assigned" => (CardKind.Callback, promise, CardClock.Assigned),
            "callback.reassigned" => (CardKind.Callback, promise, CardClock.Reassigned),
            "callback.attempted" or "callback.closed" or "callback.cancelled" => (CardKind.Callback, promise, CardClock.Ended),
            _ => null,
        },
        { ComplaintId: { } complaint } => e switch
        {
            { Type: "complaint.opened" } => (CardKind.Complaint, complaint, CardClock.Made),
            { Type: "complaint.escalated" } => (CardKind.Complaint, complaint, CardClock.Managers),
            { Type: "complaint.updated", Data: ComplaintMoved { State: "waiting-dealer" } } => (CardKind.Complaint, complaint, CardClock.AskDealer),
            { Type: "complaint.updated", Data: ComplaintMoved } or { Type: "complaint.closed" } => (CardKind.Complaint, complaint, CardClock.Ended),
            _ => null,
        },
        _ => null,
    };

    /// <summary>Once there is somebody there always is; until then it is looked up at most once a second.</summary>
    private bool AnybodyThere(Unit unit)
    {
        if (_any || unit.Now - _looked < LookAgain) return _any;
        _looked = unit.Now;
        return _any = StaffDirectory.Any(unit);
    }
}
