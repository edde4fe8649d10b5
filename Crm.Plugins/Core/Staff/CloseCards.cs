using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Says on everybody's card what became of the work, so that nobody presses in vain.</summary>
public sealed class CloseCards(Deliveries deliveries)
{
    public void Offer(Unit unit, string offerId)
    {
        if (OfferStore.Get(unit, offerId) is not { State: not "open" } offer) return;
        foreach (var card in Open(unit, CardKind.Offer, offerId)) Close(unit, card, OfferLabel(unit, offer, card.Locale));
    }

    /// <param name="othersOnly">The call goes on elsewhere: only the cards of those who no longer own it are closed.</param>
    public void Callback(Unit unit, string promiseId, bool othersOnly = false)
    {
        if (PromiseStore.Get(unit, promiseId) is not { } promise) return;
        var by = promise.AssignedTo.Length == 0 || othersOnly ? null : NameOf(unit, CardKind.Callback, promiseId, promise.AssignedTo);
        foreach (var card in Open(unit, CardKind.Callback, promiseId).Where(card => !othersOnly || card.DealerId != promise.OwnerId))
            Close(unit, card, by is null ? Texts.Format(card.Locale, StaffKeys.ClosedLabel) : Texts.Format(card.Locale, StaffKeys.DoneBy, ("name", by)));
    }

    public void Complaint(Unit unit, string complaintId)
    {
        if (ComplaintStore.Get(unit, complaintId) is not { } complaint) return;
        var open = ComplaintStates.IsOpen(Words.Parse<ComplaintState>(complaint.State));
        var owner = complaint.OwnerId.Length == 0 ? null : NameOf(unit, CardKind.Complaint, complaintId, complaint.OwnerId);
        foreach (var card in Open(unit, CardKind.Complaint, complaintId))
        {
            if (!open) Close(unit, card, owner is null ? Texts.Format(card.Locale, StaffKeys.ClosedLabel) : Texts.Format(card.Locale, StaffKeys.DoneBy, ("name", owner)));
            else if (card.DealerId.Length > 0 && complaint.State != "waiting-dealer") Close(unit, card, Texts.Format(card.Locale, StaffKeys.ClosedLabel));
            else if (card.DealerId.Length == 0 && owner is not null && card.Round != CardClock.Mine) Close(unit, card, Texts.Format(card.Locale, StaffKeys.TakenBy, ("name", owner)));
        }
    }

    /// <summary>What the card of a closed offer says.</summary>
    internal static string OfferLabel(Unit unit, OfferRow offer, string locale) => offer.State switch
    {
        "accepted" when NameOf(unit, CardKind.Offer, offer.Id, offer.AnsweredBy) is { } name => Texts.Format(locale, StaffKeys.AcceptedBy, ("name", name)),
        "declined" => Texts.Format(locale, StaffKeys.DeclinedLabel),
        // Too late for this offer, also where the clock's own step has yet to come.
        "expired" or "open" => Texts.Format(locale, StaffKeys.ExpiredLabel),
        _ => Texts.Format(locale, StaffKeys.ClosedLabel),
    };

    /// <summary>Ends the card and changes it where it was sent; one still on its way is changed as soon as it has arrived.</summary>
    private void Close(Unit unit, CardRow card, string label)
    {
        if (!CardStore.End(unit, card.Id, CardState.Closed, label)) return;
        if (card.UpdateCode.Length > 0 && CardStore.TakeCode(unit, card.Id, card.UpdateCode)) Show(unit, card, label, card.UpdateCode, card.UpdateUntil);
    }

    /// <summary>The buttons become the label.</summary>
    /// <param name="code">Of a press or of the sending; used up by this.</param>
    internal void Show(Unit unit, CardRow card, string label, string code, long until)
    {
        if (until > 0 && until <= unit.NowMs) return;
        deliveries.TryAdd(unit, new NewOperation(card.Channel, card.Account, new UpdateCard(code, [card.Member], label))
        {
            EffectKey = $"card:{card.Id}:{code}", Sequence = $"card:{card.Id}", Deadline = until > 0 ? Promises.At(until) : unit.Now + CardOutcomes.CodeLife,
        });
    }

    private static List<CardRow> Open(Unit unit, string kind, string subjectId) =>
        [.. CardStore.OfSubject(unit, kind, subjectId).Where(card => card.IsOpen || card.State == CardState.Unreachable)];

    private static string? NameOf(Unit unit, string kind, string subjectId, string actor) =>
        CardStore.OfSubject(unit, kind, subjectId).FirstOrDefault(card => card.Actor == actor)?.MemberName ?? UserStore.Get(unit, actor)?.DisplayName;
}
