using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Leads for people. A dealer sees the leads it accepted or is offered, and no other.</summary>
internal static class LeadQueries
{
    private const string Columns = """
        select l.id, l.customer_id, coalesce(c.name, '') as customer_name, l.inquiry_id, l.stage, l.temperature, coalesce(l.brand, '') as brand,
            coalesce(l.series, '') as series, coalesce(l.model, '') as model, coalesce(l.region, '') as region, l.wish, l.channel,
            coalesce(l.campaign, '') as campaign, coalesce(l.scene, '') as scene, coalesce(l.dealer_id, '') as dealer_id,
            coalesce(d.name, '') as dealer_name, l.owner_kind, coalesce(l.accepted_at, 0) as accepted_at, l.captured_at,
            coalesce(l.visit_at, 0) as visit_at, l.version
        from lead l
        left join customer c on c.id = l.customer_id
        left join dealer d on d.id = l.dealer_id
        """;

    private const string ListSql = $"""
        {Columns}
        where l.id < @before and (@customer_id is null or l.customer_id = @customer_id) and (@stage is null or l.stage = @stage)
            and (@dealer_id is null or l.dealer_id = @dealer_id) and (@own is null or l.dealer_id = @own)
        order by l.id desc limit @take
        """;

    private const string OneSql = $"{Columns} where l.id = @id and (@own is null or l.dealer_id = @own)";

    public static async Task<IReadOnlyList<LeadListRow>> ListAsync(
        Database database, Caller caller, string? customerId, string? stage, string? dealerId, PageRequest page)
    {
        var rows = await database.QueryAsync<LeadListRow>(ListSql, new
        {
            before = page.Before, customer_id = customerId, stage, dealer_id = dealerId, own = caller.DealerId, take = page.Take,
        });
        return [.. rows.Select(row => Masked(row, caller))];
    }

    public static async Task<LeadListRow?> GetAsync(Database database, Caller caller, string id) =>
        await database.FirstAsync<LeadListRow>(OneSql, new { id, own = caller.DealerId }) is { } row ? Masked(row, caller) : null;

    /// <summary>P-07: before a dealer has accepted, it sees no name.</summary>
    private static LeadListRow Masked(LeadListRow row, Caller caller) =>
        caller.IsDealer && row.AcceptedAt == 0 ? row with { CustomerName = Masking.Name(row.CustomerName) } : row;
}

internal sealed record LeadListRow(
    string Id, string CustomerId, string CustomerName, string InquiryId, string Stage, string Temperature, string Brand, string Series, string Model,
    string Region, string Wish, string Channel, string Campaign, string Scene, string DealerId, string DealerName, string OwnerKind,
    long AcceptedAt, long CapturedAt, long VisitAt, long Version);

/// <param name="VisitAt">When the customer would like to come for the drive; a wish that the call confirms.</param>
/// <param name="RegionName">By locale; English where known.</param>
public sealed record LeadItem(
    string Id, string CustomerId, string? CustomerName, string InquiryId, string Stage, string Temperature, string IntentLevel, string? Brand,
    string? Series, string? Model, string? Region, IReadOnlyDictionary<string, string>? RegionName, string Wish, LeadSource Source, string? DealerId, string? DealerName, string OwnerKind,
    string? AcceptedAt, string CreatedAt, string? VisitAt, long Version)
{
    internal static LeadItem From(LeadListRow row, BrandLevels levels) => new(
        row.Id, row.CustomerId, None(row.CustomerName), row.InquiryId, row.Stage, row.Temperature,
        levels.Of(row.Brand).For(Words.Parse<Temperature>(row.Temperature)).Name, None(row.Brand), None(row.Series), None(row.Model), None(row.Region),
        Regions.DisplayName(row.Region),
        row.Wish, new LeadSource(row.Channel, None(row.Campaign), None(row.Scene)), None(row.DealerId), None(row.DealerName), row.OwnerKind,
        Instants.IsoOrNull(row.AcceptedAt), Instants.Iso(row.CapturedAt), Instants.IsoOrNull(row.VisitAt), row.Version);

    private static string? None(string text) => text.Length == 0 ? null : text;
}

public sealed record LeadSource(string Channel, string? Campaign, string? Scene);
