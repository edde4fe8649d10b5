using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Leads;

/// <summary>Decides whether a wish is a new lead or a repeat of one (L-01). A repeat is attached, never a second lead.</summary>
public static class CaptureLead
{
    /// <summary>
    /// Nothing is written for a new lead yet: routing decides stage and dealer first, so that it is one insert.
    /// A repeat is written at once.
    /// </summary>
    public static CapturedLead Run(Unit unit, LeadWish wish, bool isNewCustomer = false)
    {
        var earlier = isNewCustomer ? [] : LeadStore.OfCustomer(unit, wish.CustomerId);
        var decision = earlier.Count == 0
            ? new DuplicateDecision(DuplicateOutcome.New, null, "first")
            : DuplicateRules.Default.Decide(earlier.Select(Known), new NewWish(wish.Brand, wish.Series, null, false, unit.Now));
        if (decision.Outcome is DuplicateOutcome.Attach or DuplicateOutcome.OtherDealerProtected)
        {
            LeadStore.Touch(unit, decision.LeadId!, wish.Brand, wish.Series, wish.Model, wish.Region);
            return new CapturedLead(LeadStore.Get(unit, decision.LeadId!), null);
        }

        return new CapturedLead(null, new NewLead(Ids.New(unit.Now), wish.CustomerId, wish.InquiryId, wish.Wish, wish.Brand, wish.Series,
            wish.Model, wish.Region, wish.Channel, wish.Campaign, wish.Scene, wish.Temperature, decision.LeadId));
    }

    private static ExistingLead Known(LeadRow lead) => new(
        lead.Id, lead.Brand, lead.Series, lead.DealerId.Length == 0 ? null : lead.DealerId, Words.Parse<LeadStage>(lead.Stage),
        At(lead.LastActivityAt), lead.AcceptedAt == 0 ? null : At(lead.AcceptedAt), lead.ContactedAt == 0 ? null : At(lead.ContactedAt),
        lead.MissedClock == 1);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}

/// <summary>A wish to buy, test-drive, lease or trade in; null where it was not said.</summary>
public sealed record LeadWish(
    string CustomerId, string InquiryId, Wish Wish, Temperature Temperature, string? Brand, string? Series, string? Model, string? Region,
    string Channel, string? Campaign, string? Scene);

/// <summary>Exactly one of the two is set.</summary>
public sealed record CapturedLead(LeadRow? Existing, NewLead? New);
