using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// The customer wants another dealer. The old one loses the lead and with it the number, and is never offered this customer
/// again; the next dealer of the ranking is asked, or the maker's desk looks after it. The promised time stays.
/// </summary>
public sealed class SwitchDealer(RouteLead route, DealerBoard board, HandOver handOver, Events events)
{
    public static readonly IReadOnlyList<string> Reasons = ["not-called", "too-far", "service", "price", "other"];

    public void Run(Unit unit, string leadId, string customerId, SwitchInput input)
    {
        if (input.Reason is null || !Reasons.Contains(input.Reason)) throw ProblemException.Invalid("unknown-switch-reason", $"reason is one of {string.Join(", ", Reasons)}.");
        if (input.Note is { Length: > 500 }) throw ProblemException.Invalid("note-too-long", "note has at most 500 characters.");
        var lead = LeadStore.OfCustomer(unit, customerId).FirstOrDefault(lead => lead.Id == leadId) ?? throw ProblemException.NotFound("lead");
        // Done already, or there never was a dealer: the page shows who looks after it now.
        if (lead.DealerId.Length == 0 || lead.DealerId != (input.DealerId ?? lead.DealerId)) return;
        if (!LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage))) throw ProblemException.Conflict("lead-closed", "This request is finished, so no dealer works on it any more.");
        var (old, wasAccepted) = (lead.DealerId, lead.AcceptedAt > 0);
        Refusals.Add(unit, customerId, old, leadId, input.Reason, input.Note);
        End(unit, leadId, old);
        // An accepted lead comes back as if the dealer had returned it; one only offered is no longer offered.
        lead = LeadFacts.Apply(unit, lead, new LeadFact(wasAccepted ? LeadFactKind.Returned : LeadFactKind.OfferEnded, unit.Now, "customer-switch"), customerId);
        lead = lead with { AcceptedAt = 0 };
        LeadStore.SetAdviser(unit, leadId, null);
        var promise = PromiseStore.OpenOfLead(unit, leadId);
        var outline = LeadOutline.Of(lead);
        var routed = route.Decide(unit, HandOver.InquiryOf(unit, lead, promise), outline, Tried(unit, leadId), promise is { BrokenAt: 0 } ? HandOver.WindowOf(promise) : null);
        if (routed.Dealer is not null) LeadStore.AddFact(unit, leadId, new LeadFact(LeadFactKind.Offered, unit.Now), "system");
        LeadStore.SaveState(unit, lead with
        {
            Stage = routed.Dealer is null ? lead.Stage : "offered", DealerId = routed.Dealer?.Id ?? "", OwnerKind = routed.Dealer is null ? "desk" : "dealer", OfferedAt = unit.NowMs,
        });
        route.Offer(unit, outline, routed, promise is { BrokenAt: 0 } ? HandOver.ReceiptOf(promise) : null);
        if (promise is not null && promise.OwnerId == old) handOver.To(unit, promise, routed.Dealer?.Id, "customer-switch");
        Audit.Record(unit, customerId, "lead.dealer_switched", leadId, input.Reason);
        events.Add(unit, new NewEvent("lead.dealer_switched") { CustomerId = customerId, LeadId = leadId, DealerId = old, Data = new { reason = input.Reason } });
    }

    /// <summary>Who declined or let it run out is not asked again; offers the customer ended himself are not held against the next one.</summary>
    private static IReadOnlyList<OfferRow> Tried(Unit unit, string leadId) => [.. OfferStore.OfLead(unit, leadId).Where(offer => offer.State is "declined" or "expired")];

    private void End(Unit unit, string leadId, string dealerId)
    {
        if (OfferStore.OfLead(unit, leadId).LastOrDefault(offer => offer.DealerId == dealerId && offer.State is "open" or "accepted") is not { } offer) return;
        OfferStore.Withdraw(unit, offer.Id, "customer-switch");
        Steps.Cancel(unit, offer.Id);
        board.Answered(unit, dealerId, "withdrawn");
        events.Add(unit, new NewEvent("lead.offer_withdrawn") { LeadId = leadId, DealerId = dealerId, Data = new OfferData(offer.Id) });
    }
}

/// <param name="DealerId">The dealer the customer saw when he asked: a second tap must not send the next one away too.</param>
/// <param name="Reason">not-called, too-far, service, price or other.</param>
public sealed record SwitchInput(string? DealerId, string? Reason, string? Note);
