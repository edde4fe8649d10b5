using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Brings work to the people who can do it, each a card of their own, so that one can be changed without the others.</summary>
[ContactClass(ContactClass.OwnPeople)]
public sealed class SendCards(
    StaffDirectory staff, Recipients recipients, CardText cards, Deliveries deliveries, IPluginOutbox plugins, Calendars calendars, Steps steps, StaffOptions options)
{
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(2);

    /// <summary>The advisers on duty; the managers after a part of the clock, or at once where no adviser is there.</summary>
    public void Offer(Unit unit, string offerId, string round)
    {
        if (OfferStore.Get(unit, offerId) is not { State: "open" } offer || offer.AcceptBy <= unit.NowMs) return;
        if (LeadStore.Get(unit, offer.LeadId) is not { } lead || DealerStore.Get(unit, offer.DealerId) is not { } dealer) return;
        var asked = round == CardClock.Managers ? recipients.Managers(unit, dealer.Id) : recipients.Advisers(unit, dealer.Id, offerId);
        var acceptBy = Promises.At(offer.AcceptBy);
        // Nobody is woken for a lead that is answered for in the morning.
        var from = calendars.Newest(unit, dealer.CalendarId).Calendar.NextOpen(unit.Now);
        var why = OfferStore.DecisionOf(unit, offerId);
        foreach (var member in asked)
            Send(unit, member, CardKind.Offer, offerId, CardClock.Made, acceptBy, from, (id, number) => cards.Offer(member, id, number, offer, lead, dealer, why, unit.Now));
        if (round == CardClock.Made && options.ManagerShare < 1)
            steps.Add(unit, CardClock.SubjectOf(CardKind.Offer, offerId), CardClock.Managers, CardClock.StepKind, from + (acceptBy - from) * options.ManagerShare);
    }

    public void Callback(Unit unit, string promiseId, string round)
    {
        if (PromiseStore.Get(unit, promiseId) is not { IsOpen: true } promise) return;
        // Before the dealer has accepted, its card is the offer; a callback says more than it may know (P-07).
        var dealerId = promise.OwnerKind == "dealer" ? promise.OwnerId : null;
        if (dealerId is not null && LeadStore.Get(unit, promise.LeadId) is not { AcceptedAt: > 0 }) return;
        // A call nobody has yet goes to the queue, not to a phone, until half of its time is gone.
        if (round == CardClock.Reassigned && (dealerId is not null || promise.AttemptCount > 0)) return;
        var assigned = promise.AssignedTo.Length == 0 ? null : staff.OfUser(unit, promise.AssignedTo);
        if (round == CardClock.Assigned && (assigned is null || CardStore.OfSubject(unit, CardKind.Callback, promiseId).Any(card => card.Member == assigned.Id)))
            return;
        var asked = round == CardClock.Managers ? recipients.Managers(unit, dealerId)
            : assigned is not null && (assigned.DealerId ?? "") == promise.OwnerId ? [assigned]
            : dealerId is not null && recipients.WhoAccepted(unit, promise.LeadId, dealerId) is { } accepter ? [accepter]
            : recipients.Advisers(unit, dealerId, promiseId);
        var dealer = dealerId is null ? null : DealerStore.Get(unit, dealerId);
        var made = round is CardClock.Retry or CardClock.Again ? $"{round}-{promise.Version}" : round;
        var due = Promises.At(promise.DueAt);
        foreach (var member in asked)
            Send(unit, member, CardKind.Callback, promiseId, made, due > unit.Now ? null : due.AddHours(24), null,
                (id, number) => cards.Callback(unit, member, id, number, promise, dealer));
    }

    public void Complaint(Unit unit, string complaintId, string round)
    {
        if (ComplaintStore.Get(unit, complaintId) is not { } complaint || !ComplaintStates.IsOpen(Words.Parse<ComplaintState>(complaint.State))) return;
        var dealer = round == CardClock.AskDealer ? Recipients.DealerOf(unit, complaint) : null;
        if (round == CardClock.AskDealer && (dealer is null || complaint.State != "waiting-dealer")) return;
        var owner = complaint.OwnerId.Length == 0 ? null : staff.OfUser(unit, complaint.OwnerId);
        var asked = round == CardClock.AskDealer ? recipients.Managers(unit, dealer!.Id)
            : round == CardClock.Managers ? recipients.Managers(unit, null)
            : owner is not null ? [owner]
            : complaint.Severity == "s1" ? [.. recipients.Advisers(unit, null, complaintId).Concat(recipients.Managers(unit, null)).Distinct()]
            : recipients.Advisers(unit, null, complaintId);
        var made = round == CardClock.AskDealer ? $"{round}-{complaint.Version}" : round;
        foreach (var member in asked)
            Send(unit, member, CardKind.Complaint, complaintId, made, null, null, (id, number) => cards.Complaint(member, id, number, complaint, dealer, unit.Now));
    }

    private void Send(Unit unit, StaffMember to, string kind, string subjectId, string round, DateTimeOffset? until, DateTimeOffset? from,
        Func<string, long, CardWords> words)
    {
        // One matter may call for a card for two reasons at once, such as a call that is passed on when half of its time is gone.
        if (CardStore.OfSubject(unit, kind, subjectId).Any(card => card.IsFor(to) && (card.State is CardState.Sending or CardState.Sent) && unit.NowMs - card.CreatedAt < JustNow.TotalMilliseconds)) return;
        var id = Ids.New(unit.Now);
        if (CardStore.TryAdd(unit, id, to, kind, subjectId, round, CardState.Sending) is not { } card) return;
        var (message, text) = words(id, card.Number);
        var phone = to.Phone is { Length: > 0 } && plugins.Has(options.PhoneChannel) ? to.Phone : null;
        deliveries.Add(unit, new NewDelivery(to.Channel, MemberAddress.Of(to.Account, to.Id))
        {
            Text = text, Card = message, Locale = to.Locale, EffectKey = CardOutcomes.EffectOf(id), Deadline = until, NotBefore = from > unit.Now ? from : null,
            FallbackChannel = options.PhoneChannel, FallbackAddress = phone,
        });
    }
}
