using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Routing;

/// <summary>The accept clock and the first-contact clock of an offer.</summary>
public sealed class OfferClock(AnswerOffer answers) : IStepHandler
{
    public string Kind => RouteLead.OfferSteps;

    public void Handle(Unit unit, StepRow step)
    {
        if (step.Step == RouteLead.Expire) answers.Expire(unit, step.SubjectId);
        else if (OfferStore.Get(unit, step.SubjectId) is { State: "accepted" } offer) Contact(unit, offer);
    }

    /// <summary>Accepted, and nobody called: L-02 ends the dealer's protection.</summary>
    private static void Contact(Unit unit, OfferRow offer)
    {
        var lead = LeadStore.Get(unit, offer.LeadId)!;
        var inTime = LeadFacts.WasAttempted(unit, lead);
        OfferStore.Contacted(unit, offer.Id, inTime);
        if (inTime) return;
        LeadStore.SaveState(unit, lead with { MissedClock = 1 });
        Alerts.Raise(unit, "first-contact-missed", offer.Id, "The dealer accepted the lead and did not call in time");
    }
}
