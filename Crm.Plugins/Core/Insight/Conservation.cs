using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Insight;

/// <summary>
/// Inquiries in, and where each went. A disposition counts only if what it points to is really there; anything else is
/// unexplained, which must be 0.
/// </summary>
public static class Conservation
{
    private const string Sql = """
        select count(*) as inquiries,
            count(*) filter (where disposition = 'lead' and exists (select 1 from lead l where l.id = i.lead_id)) as leads,
            count(*) filter (where disposition = 'complaint' and exists (select 1 from complaint c where c.id = i.complaint_id)) as complaints,
            count(*) filter (where disposition = 'conversation' and exists (select 1 from customer c where c.id = i.customer_id)) as conversations,
            count(*) filter (where disposition = 'attached' and (
                exists (select 1 from lead l where l.id = i.lead_id) or exists (select 1 from complaint c where c.id = i.complaint_id))) as attached,
            count(*) filter (where disposition = 'quarantined') as quarantined,
            count(*) filter (where disposition is null and state = 0) as pending
        from inbox i
        where id >= @low and id < @high and kind in ('message', 'form', 'prospect', 'contact-added', 'malformed')
        """;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/conservation", Get);

    private static async Task<ConservationReport> Get(Database database, Caller caller, string? from = null, string? to = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var low = Instants.LowestId(Instants.Parse(from, "from") ?? 0);
        var high = Instants.Parse(to, "to") is { } until ? Instants.LowestId(until) : "~";
        var row = (await database.FirstAsync<ConservationRow>(Sql, new { low, high }))!;
        var explained = row.Leads + row.Complaints + row.Conversations + row.Attached + row.Quarantined + row.Pending;
        return new ConservationReport(row.Inquiries, row.Leads, row.Complaints, row.Conversations, row.Attached, row.Quarantined, row.Pending,
            row.Inquiries - explained);
    }
}

/// <summary>Inquiries = leads + complaints + conversations + attached + quarantined + pending + unexplained.</summary>
public sealed record ConservationReport(
    long Inquiries, long Leads, long Complaints, long Conversations, long Attached, long Quarantined, long Pending, long Unexplained);

internal sealed record ConservationRow(
    long Inquiries, long Leads, long Complaints, long Conversations, long Attached, long Quarantined, long Pending);
