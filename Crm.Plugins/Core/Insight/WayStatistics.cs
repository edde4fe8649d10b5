using Crm.Plugins.Core.ContactWays;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Insight;

/// <summary>
/// From the scan to the purchase, per code. Every figure and the rows behind it come from the same statement, so a
/// number can always be shown as people. Scans = new + repeat. What follows a scan counts once per customer, at their
/// first scan of the period; a lead belongs to the code it names as its scene.
/// </summary>
public static class WayStatistics
{
    private const string Scans = """
        shown as (
            select s.id, s.customer_id, s.member, s.at, s.is_new, s.half, s.welcome, row_number() over (partition by s.customer_id order by s.at, s.id) as turn,
                case when exists (select 1 from message m where m.customer_id = s.customer_id and m.author = 'customer' and m.at >= s.at) then 1 else 0 end as talked,
                case when s.lost_at is not null then 1 else 0 end as lost
            from contact_way_scan s where s.way_id = @id and s.at >= @low and s.at < @high)
        """;

    private const string Leads = """
        first_scan as (
            select customer_id, min(at) as at from contact_way_scan where way_id = @id and at >= @low and at < @high group by customer_id),
        shown as (
            select l.id, l.customer_id, coalesce(l.dealer_id, '') as dealer_id, l.captured_at as at, case when coalesce(l.accepted_at, 0) > 0 then 1 else 0 end as accepted,
                case when coalesce(l.contacted_at, 0) > 0 then 1 else 0 end as contacted,
                case when exists (select 1 from lead_fact f where f.lead_id = l.id and f.kind = 'test-driven') then 1 else 0 end as driven,
                case when exists (select 1 from lead_fact f where f.lead_id = l.id and f.kind = 'ordered') then 1 else 0 end as ordered,
                case when exists (select 1 from lead_fact f where f.lead_id = l.id and f.kind = 'delivered') then 1 else 0 end as delivered
            from first_scan s join lead l on l.customer_id = s.customer_id and l.captured_at >= s.at
            where l.scene = (select w.state from contact_way w where w.id = @id))
        """;

    private const string CountScansSql = $"""
        with {Scans}
        select count(*) as scans, cast(coalesce(sum(is_new), 0) as bigint) as new_customers, cast(coalesce(sum(1 - is_new), 0) as bigint) as repeat,
            cast(coalesce(sum(half), 0) as bigint) as half, cast(coalesce(sum(case when turn = 1 then talked else 0 end), 0) as bigint) as talked,
            cast(coalesce(sum(lost), 0) as bigint) as lost_contacts
        from shown
        """;

    private const string CountLeadsSql = $"""
        with {Leads}
        select count(*) as leads, cast(coalesce(sum(accepted), 0) as bigint) as offers_accepted, cast(coalesce(sum(contacted), 0) as bigint) as contacted,
            cast(coalesce(sum(driven), 0) as bigint) as test_drives, cast(coalesce(sum(ordered), 0) as bigint) as ordered,
            cast(coalesce(sum(delivered), 0) as bigint) as delivered
        from shown
        """;

    private const string CountWelcomesSql = """
        select welcome, count(*) as n from contact_way_scan where way_id = @id and at >= @low and at < @high group by welcome order by welcome
        """;

    private const string ListScansSql = $"""
        with {Scans}
        select x.id, x.customer_id, coalesce(c.name, '') as customer_name, '' as lead_id, x.member, x.welcome, x.at
        from shown x left join customer c on c.id = x.customer_id
        where x.id < @before and case @figure when 'scans' then 1 when 'new-customers' then x.is_new when 'repeat' then 1 - x.is_new when 'half' then x.half
            when 'talked' then case when x.turn = 1 then x.talked else 0 end when 'lost-contacts' then x.lost
            when 'welcome-' || x.welcome then 1 else 0 end = 1
        order by x.id desc limit @take
        """;

    private const string ListLeadsSql = $"""
        with {Leads}
        select x.id, x.customer_id, coalesce(c.name, '') as customer_name, x.id as lead_id, '' as member, '' as welcome, x.at
        from shown x left join customer c on c.id = x.customer_id
        where x.id < @before and case @figure when 'leads' then 1 when 'offers-accepted' then x.accepted when 'contacted' then x.contacted
            when 'test-drives' then x.driven when 'ordered' then x.ordered when 'delivered' then x.delivered else 0 end = 1
        order by x.id desc limit @take
        """;

    private static readonly string[] OfScans = ["scans", "new-customers", "repeat", "half", "talked", "lost-contacts", .. WelcomeOutcome.All.Select(outcome => "welcome-" + outcome)];
    private static readonly string[] OfLeads = ["leads", "offers-accepted", "contacted", "test-drives", "ordered", "delivered"];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contact-ways/{id}/statistics", Get);
        api.MapGet("/contact-ways/{id}/statistics/rows", Rows);
    }

    private static async Task<WayFigures> Get(Database database, Caller caller, string id, string? from = null, string? to = null)
    {
        var (low, high) = await PeriodAsync(database, caller, id, from, to);
        var scans = (await database.FirstAsync<ScanFigures>(CountScansSql, new { id, low, high }))!;
        var leads = (await database.FirstAsync<LeadFigures>(CountLeadsSql, new { id, low, high }))!;
        var welcomes = await database.QueryAsync<WelcomeCount>(CountWelcomesSql, new { id, low, high });
        return new WayFigures(scans.Scans, scans.NewCustomers, scans.Repeat, scans.Half, scans.Talked, leads.Leads, leads.OffersAccepted, leads.Contacted,
            leads.TestDrives, leads.Ordered, leads.Delivered, scans.LostContacts, welcomes.ToDictionary(row => row.Welcome, row => row.N));
    }

    private static async Task<Paged<WayFigureRow>> Rows(
        Database database, Caller caller, PageRequest page, string id, string? figure = null, string? from = null, string? to = null)
    {
        var (low, high) = await PeriodAsync(database, caller, id, from, to);
        figure ??= "scans";
        var sql = OfScans.Contains(figure) ? ListScansSql
            : OfLeads.Contains(figure) ? ListLeadsSql
            : throw new ProblemException(400, "unknown-figure", $"figure is one of {string.Join(", ", OfScans.Concat(OfLeads))}.");
        var rows = await database.QueryAsync<WayRow>(sql, new { id, low, high, figure, before = page.Before, take = page.Take });
        return Paged<WayFigureRow>.Of([.. rows.Select(row => WayFigureRow.From(row, caller))], page, row => row.Id);
    }

    private static async Task<(long Low, long High)> PeriodAsync(Database database, Caller caller, string id, string? from, string? to)
    {
        if (await ContactWayStore.SeeAsync(database, id, caller.DealerId) is null) throw ProblemException.NotFound("contact way");
        return (Instants.Parse(from, "from") ?? 0, Instants.Parse(to, "to") ?? long.MaxValue);
    }
}

/// <param name="Half">Added, and the member has yet to accept.</param>
/// <param name="Talked">Customers who wrote since.</param>
/// <param name="LostContacts">Deleted the member since.</param>
/// <param name="Welcome">How the welcomes ended: sent, late, dead-code, already-welcomed, failed, no-code, …</param>
public sealed record WayFigures(
    long Scans, long NewCustomers, long Repeat, long Half, long Talked, long Leads, long OffersAccepted, long Contacted, long TestDrives, long Ordered,
    long Delivered, long LostContacts, IReadOnlyDictionary<string, long> Welcome);

/// <param name="Id">Of the scan, or of the lead for figures that count leads.</param>
public sealed record WayFigureRow(string Id, string CustomerId, string? CustomerName, string? LeadId, string? Member, string? Welcome, string At)
{
    /// <summary>P-07: a dealer sees masked names here; the customer's own page decides what it may see in full.</summary>
    internal static WayFigureRow From(WayRow row, Caller caller) => new(
        row.Id, row.CustomerId, None(caller.IsDealer ? Masking.Name(row.CustomerName) : row.CustomerName), None(row.LeadId), None(row.Member),
        None(row.Welcome), Instants.Iso(row.At));

    private static string? None(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

internal sealed record ScanFigures(long Scans, long NewCustomers, long Repeat, long Half, long Talked, long LostContacts);

internal sealed record LeadFigures(long Leads, long OffersAccepted, long Contacted, long TestDrives, long Ordered, long Delivered);

internal sealed record WelcomeCount(string Welcome, long N);

internal sealed record WayRow(string Id, string CustomerId, string CustomerName, string LeadId, string Member, string Welcome, long At);
