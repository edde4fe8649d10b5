using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Offers with the lead's outline. No name and no number: those come with the lead after it is accepted.</summary>
public static class OfferQueries
{
    private const string Columns = """
        select o.id, o.lead_id, o.dealer_id, d.name as dealer_name, o.state, o.offered_at, o.accept_by, o.contact_by,
            coalesce(o.answered_at, 0) as answered_at, coalesce(o.decline_reason, '') as decline_reason, coalesce(c.name, '') as customer_name,
            l.wish, coalesce(l.brand, '') as brand, coalesce(l.series, '') as series, coalesce(l.model, '') as model,
            coalesce(l.region, '') as region, l.temperature, o.version
        from offer o join dealer d on d.id = o.dealer_id join lead l on l.id = o.lead_id left join customer c on c.id = l.customer_id
        """;

    private const string ListSql = $"""
        {Columns}
        where o.id < @before and (@lead_id is null or o.lead_id = @lead_id) and (@dealer_id is null or o.dealer_id = @dealer_id)
            and (@state is null or o.state = @state) and (@own is null or o.dealer_id = @own)
        order by o.id desc limit @take
        """;

    private const string OneSql = $"{Columns} where o.id = @id and (@own is null or o.dealer_id = @own)";

    public static async Task<Paged<OfferItem>> ListAsync(Database database, Caller caller, string? leadId, string? dealerId, string? state, PageRequest page)
    {
        var rows = await database.QueryAsync<OfferListRow>(ListSql, new
        {
            before = page.Before, lead_id = leadId, dealer_id = dealerId, state, own = caller.DealerId, take = page.Take,
        });
        return Paged<OfferItem>.Of([.. rows.Select(OfferItem.From)], page, item => item.Id);
    }

    public static async Task<OfferItem> GetAsync(Database database, Caller caller, string id) =>
        OfferItem.From(await database.FirstAsync<OfferListRow>(OneSql, new { id, own = caller.DealerId }) ?? throw ProblemException.NotFound("offer"));
}

internal sealed record OfferListRow(
    string Id, string LeadId, string DealerId, string DealerName, string State, long OfferedAt, long AcceptBy, long ContactBy, long AnsweredAt,
    string DeclineReason, string CustomerName, string Wish, string Brand, string Series, string Model, string Region, string Temperature, long Version);

public sealed record OfferItem(
    string Id, string LeadId, string DealerId, string DealerName, string State, string OfferedAt, string AcceptBy, string ContactBy,
    string? AcceptedAt, string? AnsweredAt, string? DeclineReason, string? CustomerName, string Wish, string? Brand, string? Series, string? Model,
    string? Region, IReadOnlyDictionary<string, string>? RegionName, string Temperature, long Version)
{
    internal static OfferItem From(OfferListRow row) => new(
        row.Id, row.LeadId, row.DealerId, row.DealerName, row.State, Instants.Iso(row.OfferedAt), Instants.Iso(row.AcceptBy), Instants.Iso(row.ContactBy),
        row.State == "accepted" ? Instants.IsoOrNull(row.AnsweredAt) : null, Instants.IsoOrNull(row.AnsweredAt), CustomerViews.None(row.DeclineReason),
        row.CustomerName.Length == 0 ? null : Masking.Name(row.CustomerName), row.Wish, CustomerViews.None(row.Brand), CustomerViews.None(row.Series),
        CustomerViews.None(row.Model), CustomerViews.None(row.Region), Regions.DisplayName(row.Region), row.Temperature, row.Version);
}
