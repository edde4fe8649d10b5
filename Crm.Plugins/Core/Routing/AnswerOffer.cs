using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// A dealer accepts or declines, or the clock answers for it. One compare-and-set decides: the second to come is told
/// what the offer is by now.
/// </summary>
public sealed class AnswerOffer(RouteLead route, DealerBoard board, Steps steps, Events events, HandOver handOver)
{
    public static readonly IReadOnlyList<string> DeclineReasons = ["no-capacity", "no-stock", "out-of-area", "wrong-brand", "duplicate", "closed", "other"];

    /// <summary>Null when it worked, else the state the offer is in by now.</summary>
    public string? Accept(Unit unit, string offerId, Caller caller, IfMatch match)
    {
        var offer = Mine(unit, offerId, caller);
        match.Check(offer.Version);
        if (!OfferStore.Answer(unit, offerId, "accepted", caller.Id, null)) return Closed(unit, offer);
        Steps.Cancel(unit, offerId);
        board.Answered(unit, offer.DealerId, "accepted");
        var lead = LeadStore.Get(unit, offer.LeadId)!;
        LeadFacts.Apply(unit, lead, new LeadFact(LeadFactKind.Accepted, unit.Now), caller.Id);
        if (!caller.IsAutomation) LeadStore.SetAdviser(unit, lead.Id, caller.Id);
        steps.Add(unit, offerId, RouteLead.Contact, RouteLead.OfferSteps, DateTimeOffset.FromUnixTimeMilliseconds(offer.ContactBy));
        events.Add(unit, Event("lead.accepted", lead, offer));
        return null;
    }

    /// <inheritdoc cref="Accept"/>
    public string? Decline(Unit unit, string offerId, string? reason, Caller caller, IfMatch match)
    {
        if (reason?.Replace('_', '-') is not { } code || !DeclineReasons.Contains(code))
            throw ProblemException.Invalid("unknown-decline-reason", $"reason is one of {string.Join(", ", DeclineReasons)}.");
        var offer = Mine(unit, offerId, caller);
        match.Check(offer.Version);
        if (!OfferStore.Answer(unit, offerId, "declined", caller.Id, code)) return Closed(unit, offer);
        GoOn(unit, offer, "lead.declined", missedClock: false);
        return null;
    }

    /// <summary>The accept clock ran out. Nothing to do where somebody answered in the last moment.</summary>
    public void Expire(Unit unit, string offerId)
    {
        if (OfferStore.Get(unit, offerId) is not { State: "open" } offer) return;
        if (!OfferStore.Answer(unit, offerId, "expired", "system", null)) return;
        GoOn(unit, offer, "lead.offer_expired", missedClock: true);
    }

    /// <summary>Next dealer of the ranking, or the maker's desk; the promise keeps its time and gets a new owner.</summary>
    private void GoOn(Unit unit, OfferRow offer, string type, bool missedClock)
    {
        Steps.Cancel(unit, offer.Id);
        board.Answered(unit, offer.DealerId, missedClock ? "expired" : "declined");
        var lead = LeadStore.Get(unit, offer.LeadId)!;
        events.Add(unit, Event(type, lead, offer));
        lead = LeadFacts.Apply(unit, lead, new LeadFact(LeadFactKind.OfferEnded, unit.Now), "system");
        var promise = PromiseStore.OpenOfLead(unit, lead.Id);
        var outline = LeadOutline.Of(lead);
        var inquiry = HandOver.InquiryOf(unit, lead, promise);
        var routed = route.Decide(unit, inquiry, outline, OfferStore.OfLead(unit, lead.Id), promise is null ? null : HandOver.WindowOf(promise));
        if (routed.Dealer is not null) LeadStore.AddFact(unit, lead.Id, new LeadFact(LeadFactKind.Offered, unit.Now), "system");
        LeadStore.SaveState(unit, lead with
        {
            Stage = routed.Dealer is null ? lead.Stage : "offered", DealerId = routed.Dealer?.Id ?? "", MissedClock = missedClock ? 1 : lead.MissedClock,
            OwnerKind = routed.Dealer is null ? "desk" : "dealer",
        });
        route.Offer(unit, outline, routed, promise is null ? null : HandOver.ReceiptOf(promise));
        if (promise is { OwnerKind: "dealer" }) handOver.To(unit, promise, routed.Dealer?.Id, "offer-ended");
    }

    private static OfferRow Mine(Unit unit, string offerId, Caller caller) =>
        OfferStore.Get(unit, offerId) is { } offer && (caller.DealerId is null || offer.DealerId == caller.DealerId)
            ? offer
            : throw ProblemException.NotFound("offer");

    /// <summary>The present state, for a 409.</summary>
    private static string Closed(Unit unit, OfferRow offer) =>
        OfferStore.Get(unit, offer.Id) is { State: not "open" } now ? now.State : "expired";

    private static NewEvent Event(string type, LeadRow lead, OfferRow offer) =>
        new(type) { CustomerId = lead.CustomerId, LeadId = lead.Id, DealerId = offer.DealerId, Data = new OfferData(offer.Id) };
}
