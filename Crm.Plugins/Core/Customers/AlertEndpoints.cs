using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Customers;

public static class AlertEndpoints
{
    private const string ListSql = """
        select id, kind, subject_id, detail, at, state from alert
        where id < @before and (@state is null or state = @state) order by id desc limit @take
        """;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/alerts", List);

    private static async Task<Paged<AlertItem>> List(Database database, Caller caller, PageRequest page, string? state = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<AlertRow>(ListSql, new { before = page.Before, state, take = page.Take });
        return Paged<AlertItem>.Of([.. rows.Select(row => new AlertItem(row.Id, row.Kind, row.SubjectId, row.Detail, Instants.Iso(row.At), row.State))], page, item => item.Id);
    }
}

internal sealed record AlertRow(string Id, string Kind, string SubjectId, string Detail, long At, string State);

/// <param name="Kind">What happened, such as <c>promise-broken</c> or <c>phone-many-names</c>.</param>
/// <param name="SubjectId">What it is about.</param>
public sealed record AlertItem(string Id, string Kind, string SubjectId, string Detail, string At, string State);
