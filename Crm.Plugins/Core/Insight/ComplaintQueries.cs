using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Complaints for the maker's people; dealers do not see them yet (K-10 comes with the portal).</summary>
public static class ComplaintQueries
{
    private const string Columns = """
        select c.id, c.number, c.customer_id, coalesce(k.name, '') as customer_name, c.inquiry_id, c.severity, c.severity_state, c.severity_reason,
            c.state, c.text, c.ack_due, c.contact_due, coalesce(c.plan_due, 0) as plan_due, coalesce(c.resolve_due, 0) as resolve_due,
            coalesce(c.acknowledged_at, 0) as acknowledged_at, coalesce(c.contacted_at, 0) as contacted_at,
            coalesce(u.display_name, '') as owner_name, coalesce(c.promise_id, '') as promise_id, c.created_at,
            coalesce(c.vin, '') as vin, coalesce(c.order_number, '') as order_number, c.version
        from complaint c
        left join customer k on k.id = c.customer_id
        left join user_account u on u.id = c.owner_id
        """;

    private const string ListSql = $"""
        {Columns}
        where c.id < @before and (@customer_id is null or c.customer_id = @customer_id)
            and (@state is null or c.state = @state or (@state = 'open' and c.state not in ('resolved', 'closed')))
        order by c.id desc limit @take
        """;

    private const string OneSql = $"{Columns} where c.id = @id";

    // A picture is there once its file was fetched from the channel.
    private const string PhotosSql = """
        select m.media_id from complaint_photo p join message m on m.id = p.message_id
        where p.complaint_id = @id and m.media_id is not null order by p.at, m.id
        """;

    public static async Task<Paged<ComplaintItem>> ListAsync(Database database, Caller caller, string? customerId, string? state, PageRequest page)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<ComplaintListRow>(ListSql, new { before = page.Before, customer_id = customerId, state = state?.Replace('_', '-'), take = page.Take });
        return Paged<ComplaintItem>.Of([.. rows.Select(ComplaintItem.From)], page, item => item.Id);
    }

    public static async Task<ComplaintItem> GetAsync(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var row = await database.FirstAsync<ComplaintListRow>(OneSql, new { id }) ?? throw ProblemException.NotFound("complaint");
        return ComplaintItem.From(row) with { Photos = [.. await database.QueryAsync<string>(PhotosSql, new { id })] };
    }
}

internal sealed record ComplaintListRow(
    string Id, string Number, string CustomerId, string CustomerName, string InquiryId, string Severity, string SeverityState, string SeverityReason,
    string State, string Text, long AckDue, long ContactDue, long PlanDue, long ResolveDue, long AcknowledgedAt, long ContactedAt, string OwnerName,
    string PromiseId, long CreatedAt, string Vin, string OrderNumber, long Version);

public sealed record ComplaintItem(
    string Id, string Number, string CustomerId, string? CustomerName, string InquiryId, string Severity, string SeverityState, string SeverityReason,
    string State, string Text, string AckDueAt, string ContactDueAt, string? PlanDueAt, string? ResolveDueAt, string? AcknowledgedAt,
    string? ContactedAt, string? OwnerName, string? CallbackId, string CreatedAt, string? Vin, string? OrderNumber, long Version)
{
    /// <summary>Pictures the customer sent with it, for <c>/media/{id}</c>; only where one complaint is asked for.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];

    internal static ComplaintItem From(ComplaintListRow row) => new(
        row.Id, row.Number, row.CustomerId, CustomerViews.None(row.CustomerName), row.InquiryId, row.Severity, row.SeverityState, row.SeverityReason,
        row.State, row.Text, Instants.Iso(row.AckDue), Instants.Iso(row.ContactDue), Instants.IsoOrNull(row.PlanDue), Instants.IsoOrNull(row.ResolveDue),
        Instants.IsoOrNull(row.AcknowledgedAt), Instants.IsoOrNull(row.ContactedAt), CustomerViews.None(row.OwnerName), CustomerViews.None(row.PromiseId),
        Instants.Iso(row.CreatedAt), CustomerViews.None(row.Vin), CustomerViews.None(row.OrderNumber), row.Version);
}
