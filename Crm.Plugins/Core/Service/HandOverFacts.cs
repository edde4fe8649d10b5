using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>Fills in what the asker left out: language, the open lead and complaint, and who comes first.</summary>
internal static class HandOverFacts
{
    public static HandOverAsk Fill(Unit unit, ConversationRow conversation, HandOverAsk ask)
    {
        var complaint = ComplaintStore.OpenOfCustomer(unit, conversation.CustomerId);
        var grave = complaint is not null && Words.Parse<Severity>(complaint.Severity) <= Severity.S2;
        return ask with
        {
            Language = Or(ask.Language, conversation.Locale),
            LeadId = Or(ask.LeadId, OpenLead(unit, conversation.CustomerId)),
            ComplaintId = Or(ask.ComplaintId, complaint?.Id ?? ""),
            Priority = Or(ask.Priority, grave || ask.Reason is "complaint" or "vip" ? HandOverAsk.High : HandOverAsk.Normal),
        };
    }

    private static string OpenLead(Unit unit, string customerId) => LeadStore.OfCustomer(unit, customerId)
        .Where(lead => LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage))).Select(lead => lead.Id).Max(StringComparer.Ordinal) ?? "";

    private static string Or(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}
