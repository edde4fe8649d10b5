using System.Text.Json;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Customers;

/// <summary>What the system noticed. A dealer sees what is addressed to it.</summary>
public static class AlertEndpoints
{
    private const string ListSql = """
        select id, kind, subject_id, detail, at, state, coalesce(customer_id, '') as customer_id, coalesce(data, '') as data from alert
        where id < @before and (@state is null or state = @state) and (@own is null or dealer_id = @own) order by id desc limit @take
        """;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/alerts", List);

    private static async Task<Paged<AlertItem>> List(Database database, Caller caller, PageRequest page, string? state = null)
    {
        var rows = await database.QueryAsync<AlertRow>(ListSql, new { before = page.Before, state, own = caller.DealerId, take = page.Take });
        return Paged<AlertItem>.Of([.. rows.Select(AlertItem.From)], page, item => item.Id);
    }
}

internal sealed record AlertRow(string Id, string Kind, string SubjectId, string Detail, long At, string State, string CustomerId, string Data);

/// <param name="Kind">What happened, such as <c>promise-broken</c> or <c>phone-many-names</c>.</param>
/// <param name="SubjectId">What it is about.</param>
/// <param name="CustomerId">Whom it is about, where it is about one person.</param>
/// <param name="Data">By kind: what a page needs to say it in its own words.</param>
public sealed record AlertItem(string Id, string Kind, string SubjectId, string Detail, string At, string State, string? CustomerId, JsonElement? Data)
{
    internal static AlertItem From(AlertRow row) => new(row.Id, row.Kind, row.SubjectId, row.Detail, Instants.Iso(row.At), row.State,
        row.CustomerId.Length == 0 ? null : row.CustomerId, row.Data.Length == 0 ? null : JsonElement.Parse(row.Data));
}
