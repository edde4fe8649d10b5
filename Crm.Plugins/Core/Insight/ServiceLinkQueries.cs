using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Links to customer service with what came through each: people who wrote, and leads.</summary>
public static class ServiceLinkQueries
{
    private const string Columns = """
        select k.id, k.channel, k.account, k.service_account, k.name, coalesce(k.dealer_id, '') as dealer_id, coalesce(d.name, '') as dealer_name,
            coalesce(k.campaign, '') as campaign, k.scene, k.scene_param, k.url, k.created_at,
            (select count(*) from conversation c where c.scene = k.scene) as conversations,
            (select count(*) from lead l where l.scene = k.scene) as leads
        from service_link k left join dealer d on d.id = k.dealer_id
        """;

    private const string ListSql = $"{Columns} where k.id < @before order by k.id desc limit @take";

    private const string OneSql = $"{Columns} where k.id = @id";

    public static async Task<Paged<ServiceLinkItem>> ListAsync(Database database, Caller caller, PageRequest page)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<ServiceLinkRow>(ListSql, new { before = page.Before, take = page.Take });
        return Paged<ServiceLinkItem>.Of([.. rows.Select(ServiceLinkItem.From)], page, item => item.Id);
    }

    internal static async Task<ServiceLinkItem> GetAsync(Database database, string id) =>
        ServiceLinkItem.From(await database.FirstAsync<ServiceLinkRow>(OneSql, new { id }) ?? throw ProblemException.NotFound("link"));
}

internal sealed record ServiceLinkRow(
    string Id, string Channel, string Account, string ServiceAccount, string Name, string DealerId, string DealerName, string Campaign, string Scene,
    string SceneParam, string Url, long CreatedAt, long Conversations, long Leads);

/// <param name="Url">What the QR picture holds.</param>
public sealed record ServiceLinkItem(
    string Id, string Channel, string Account, string ServiceAccount, string Name, string? DealerId, string? DealerName, string? Campaign, string Scene,
    string SceneParam, string Url, string CreatedAt, long Conversations, long Leads)
{
    internal static ServiceLinkItem From(ServiceLinkRow row) => new(
        row.Id, row.Channel, row.Account, row.ServiceAccount, row.Name, CustomerViews.None(row.DealerId), CustomerViews.None(row.DealerName),
        CustomerViews.None(row.Campaign), row.Scene, row.SceneParam, row.Url, Instants.Iso(row.CreatedAt), row.Conversations, row.Leads);
}
