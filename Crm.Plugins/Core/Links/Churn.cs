using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>
/// Somebody cut a link. A customer who deletes one of ours is about to be lost; one of ours who deletes a customer made
/// a mistake, or takes the customer elsewhere. Either is told once, with what is still open.
/// </summary>
public sealed class Churn(Events events)
{
    public const string ByCustomer = "contact-lost";
    public const string ByMember = "contact-removed-by-member";

    internal void Raise(Unit unit, LinkRow link)
    {
        var member = Members.Find(unit, link.Channel, link.Account, link.MemberId);
        var leads = LeadStore.OfCustomer(unit, link.CustomerId).Where(lead => LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage))).ToList();
        var promises = PromiseStore.OpenOfCustomer(unit, link.CustomerId);
        var others = LinkStore.OfCustomer(unit, link.CustomerId).Count(other => other.IsLinked);
        var data = new ChurnData(
            link.Id, link.MemberId, member?.Name is { Length: > 0 } name ? name : null, CustomerStore.Contact(unit, link.CustomerId)?.Name ?? "", others,
            [.. leads.Select(lead => new OpenLeadLine(lead.Id, lead.Stage, $"{lead.Brand} {lead.Series} {lead.Model}".Trim()))],
            [.. promises.Select(promise => new OpenPromiseLine(promise.Id, Instants.Iso(promise.DueAt)))]);
        var dealer = member?.DealerId is { Length: > 0 } own ? own : leads.Select(lead => lead.DealerId).FirstOrDefault(id => id.Length > 0);
        var byCustomer = link.EndedBy == "customer";
        var kind = byCustomer ? ByCustomer : ByMember;
        Alerts.Raise(unit, kind, $"{link.Id}:{link.EndedAt}",
            $"{(byCustomer ? "The customer deleted" : "A customer was deleted by")} {data.MemberName ?? data.Member}; open: {leads.Count} leads, {promises.Count} callbacks",
            new AlertAbout(link.CustomerId, dealer, data));
        events.Add(unit, new NewEvent(byCustomer ? "contact.lost" : "contact.removed") { CustomerId = link.CustomerId, DealerId = dealer, Data = data });
    }
}

/// <param name="StillLinked">How many of our people still have this customer.</param>
public sealed record ChurnData(
    string LinkId, string Member, string? MemberName, string CustomerName, int StillLinked, IReadOnlyList<OpenLeadLine> Leads,
    IReadOnlyList<OpenPromiseLine> Callbacks);

public sealed record OpenLeadLine(string Id, string Stage, string Vehicle);

public sealed record OpenPromiseLine(string Id, string DueAt);
