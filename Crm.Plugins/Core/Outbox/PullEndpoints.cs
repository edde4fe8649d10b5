using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Outbox;

/// <summary>What lies on a platform and is not fetched yet: the one kind of message that no inbox row shows.</summary>
public static class PullEndpoints
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/pulls", List);

    private static async Task<Paged<PullItem>> List(Database database, Caller caller, CancellationToken cancellationToken)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var rows = await PullSources.StatusAsync(database, cancellationToken);
        return new Paged<PullItem>([.. rows.Select(PullItem.From)], null);
    }
}

/// <param name="State"><c>waiting</c> where messages are known to lie on the platform, else <c>idle</c>.</param>
/// <param name="NextAt">When it is looked at again at the latest.</param>
/// <param name="Failures">In a row; 0 after an answer.</param>
public sealed record PullItem(string Channel, string Source, string State, string NextAt, long Failures)
{
    internal static PullItem From(PullStatus row) => new(
        row.Channel, row.Key, row.Waiting ? "waiting" : "idle", Instants.Iso(Math.Max(row.WaitUntil, row.Waiting ? 0 : row.NextAt)), row.Failures);
}
