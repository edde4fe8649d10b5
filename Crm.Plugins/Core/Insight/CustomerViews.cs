using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Insight;

/// <summary>One person, one view. A dealer sees a customer only through a lead it accepted.</summary>
public static class CustomerViews
{
    private const string OwnOnly = """
        (@own is null or exists (select 1 from lead l where l.customer_id = c.id and l.dealer_id = @own and l.accepted_at is not null))
        """;

    private const string Columns = """
        c.id, coalesce(c.name, '') as name, coalesce(c.phone, '') as phone, coalesce(c.email, '') as email, c.locale,
        coalesce(c.region, '') as region, c.created_at, c.version
        """;

    private const string ListSql = $"""
        select {Columns} from customer c
        where c.id < @before and {OwnOnly}
            and (@phone is null or exists (select 1 from identity i where i.kind = 'phone' and i.value = @phone and i.customer_id = c.id))
            and (@q is null or c.name like @q)
        order by c.id desc limit @take
        """;

    private const string OneSql = $"select {Columns} from customer c where c.id = @id and {OwnOnly}";

    private const string IdentitiesSql = "select kind, value, first_seen from identity where customer_id = @id order by first_seen, kind, value";

    private const string ConsentsSql = "select purpose, channel, text_version, given, at from consent where customer_id = @id order by id desc";

    private const string LeadsSql = "select id from lead where customer_id = @id and (@own is null or dealer_id = @own) order by id desc";

    private const string ComplaintsSql = "select id from complaint where customer_id = @id order by id desc";

    private const string OpenCallbackSql = """
        select id from promise where customer_id = @id and open_key is not null and (@own is null or owner_id = @own) order by due_at limit 1
        """;

    private const string MergesSql = """
        select m.id, case when m.customer_id = @id then m.other_id else m.customer_id end as other_id, coalesce(c.name, '') as other_name, m.reason, m.state
        from merge_proposal m join customer c on c.id = case when m.customer_id = @id then m.other_id else m.customer_id end
        where m.customer_id = @id or m.other_id = @id
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/customers", List);
        api.MapGet("/customers/{id}", Get);
    }

    private static async Task<Paged<CustomerListItem>> List(Database database, Caller caller, PageRequest page, string? phone = null, string? q = null)
    {
        var rows = await database.QueryAsync<CustomerRow>(ListSql, new
        {
            before = page.Before, own = caller.DealerId, phone, q = string.IsNullOrWhiteSpace(q) ? null : $"%{q.Trim()}%", take = page.Take,
        });
        return Paged<CustomerListItem>.Of([.. rows.Select(CustomerListItem.From)], page, row => row.Id);
    }

    private static async Task<CustomerItem> Get(Database database, Caller caller, string id)
    {
        var row = await database.FirstAsync<CustomerRow>(OneSql, new { id, own = caller.DealerId }) ?? throw ProblemException.NotFound("customer");
        var identities = await database.QueryAsync<IdentityItemRow>(IdentitiesSql, new { id });
        var consents = await database.QueryAsync<ConsentRow>(ConsentsSql, new { id });
        var merges = caller.IsDealer ? [] : await database.QueryAsync<MergeItem>(MergesSql, new { id });
        return new CustomerItem(
            row.Id, None(row.Name), row.Locale, None(row.Region), Values(identities, "phone"), Values(identities, "email"),
            caller.IsDealer ? [] : Values(identities, "channel"),
            [.. consents.DistinctBy(c => (c.Purpose, c.Channel)).Select(c => new ConsentItem(c.Purpose, c.Channel, c.TextVersion, c.Given == 1, Instants.Iso(c.At)))],
            Instants.Iso(row.CreatedAt), row.Version, await database.FirstAsync<string>(OpenCallbackSql, new { id, own = caller.DealerId }),
            await database.QueryAsync<string>(LeadsSql, new { id, own = caller.DealerId }),
            caller.IsDealer ? [] : await database.QueryAsync<string>(ComplaintsSql, new { id }), merges);
    }

    private static IReadOnlyList<string> Values(IReadOnlyList<IdentityItemRow> rows, string kind) =>
        [.. rows.Where(row => row.Kind == kind).Select(row => row.Value).Distinct()];

    internal static string? None(string text) => text.Length == 0 ? null : text;
}

internal sealed record CustomerRow(string Id, string Name, string Phone, string Email, string Locale, string Region, long CreatedAt, long Version);

internal sealed record IdentityItemRow(string Kind, string Value, long FirstSeen);

internal sealed record ConsentRow(string Purpose, string Channel, string TextVersion, long Given, long At);

public sealed record MergeItem(string Id, string OtherId, string OtherName, string Reason, string State);

public sealed record ConsentItem(string Purpose, string Channel, string TextVersion, bool Given, string At);

/// <summary>Lists show masked numbers (P-07); the filter takes the full one.</summary>
public sealed record CustomerListItem(string Id, string? Name, string? Phone, string? Email, string Locale, string CreatedAt, long Version)
{
    internal static CustomerListItem From(CustomerRow row) => new(
        row.Id, CustomerViews.None(row.Name), row.Phone.Length == 0 ? null : Masking.Phone(row.Phone),
        row.Email.Length == 0 ? null : Masking.Email(row.Email), row.Locale, Instants.Iso(row.CreatedAt), row.Version);
}

public sealed record CustomerItem(
    string Id, string? Name, string Locale, string? Region, IReadOnlyList<string> Phones, IReadOnlyList<string> Emails, IReadOnlyList<string> Channels,
    IReadOnlyList<ConsentItem> Consents, string CreatedAt, long Version, string? OpenCallbackId, IReadOnlyList<string> Leads,
    IReadOnlyList<string> Complaints, IReadOnlyList<MergeItem> MergeProposals);
