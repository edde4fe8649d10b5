using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Staff;

/// <summary>Whom to ask. A null dealer is the maker's own desk.</summary>
public sealed class Recipients(StaffDirectory staff, StaffOptions options)
{
    /// <summary>Those on duty who are no managers; where there are none, the managers. Which of many is spread by <paramref name="seed"/>.</summary>
    public IReadOnlyList<StaffMember> Advisers(Unit unit, string? dealerId, string seed)
    {
        var all = Of(unit, dealerId);
        List<StaffMember> present = [.. all.Where(member => member is { OnDuty: true, IsManager: false })];
        if (present.Count == 0) return Managers(unit, dealerId);
        return [.. present.OrderBy(member => Spread(seed, member.Id)).Take(options.MostRecipients)];
    }

    /// <summary>On duty, else all of them: better a manager at home than nobody.</summary>
    public IReadOnlyList<StaffMember> Managers(Unit unit, string? dealerId)
    {
        List<StaffMember> managers = [.. Of(unit, dealerId).Where(member => member.IsManager)];
        return managers.Exists(member => member.OnDuty) ? [.. managers.Where(member => member.OnDuty)] : managers;
    }

    /// <summary>Who at this dealer took the lead, if a member did.</summary>
    public StaffMember? WhoAccepted(Unit unit, string leadId, string dealerId)
    {
        var offer = OfferStore.OfLead(unit, leadId).LastOrDefault(offer => offer.State == "accepted" && offer.DealerId == dealerId);
        return offer is null ? null : staff.OfDealer(unit, dealerId).FirstOrDefault(member => member.Caller.Id == offer.AnsweredBy);
    }

    /// <summary>The dealer that has the customer's newest accepted lead; null where none has one.</summary>
    internal static DealerRow? DealerOf(Unit unit, ComplaintRow complaint) =>
        LeadStore.OfCustomer(unit, complaint.CustomerId).Where(lead => lead.AcceptedAt > 0 && lead.DealerId.Length > 0).MaxBy(lead => lead.AcceptedAt) is { } lead
            ? DealerStore.Get(unit, lead.DealerId)
            : null;

    private IReadOnlyList<StaffMember> Of(Unit unit, string? dealerId) => dealerId is null ? staff.OfDesk(unit) : staff.OfDealer(unit, dealerId);

    private static uint Spread(string seed, string member)
    {
        var hash = 2166136261u;
        foreach (var c in seed + member) hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
