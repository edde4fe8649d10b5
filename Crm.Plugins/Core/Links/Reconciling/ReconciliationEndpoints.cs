using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Links.Reconciling;

public static class ReconciliationEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/reconciliations", List);
        api.MapGet("/reconciliations/{id}", Get);
        api.MapGet("/reconciliations/{id}/findings", Findings);
        api.MapPost("/reconciliations", Start);
    }

    private static async Task<Paged<ReconciliationItem>> List(Database database, Caller caller, PageRequest page)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var rows = await ReconciliationStore.ListAsync(database, page.Before, page.Take);
        List<ReconciliationItem> items = [];
        foreach (var row in rows) items.Add(ReconciliationItem.Of(row, await ReconciliationStore.MembersAsync(database, row.Id)));
        return Paged<ReconciliationItem>.Of(items, page, item => item.Id);
    }

    private static async Task<ReconciliationItem> Get(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return await ReconciliationStore.GetAsync(database, id) is { } row
            ? ReconciliationItem.Of(row, await ReconciliationStore.MembersAsync(database, id))
            : throw ProblemException.NotFound("reconciliation");
    }

    private static async Task<Paged<Finding>> Findings(Database database, Caller caller, PageRequest page, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var rows = await ReconciliationStore.FindingsAsync(database, id, page.Before, page.Take);
        return Paged<Finding>.Of([.. rows.Select(row => new Finding(row.Id, row.MemberId, row.CustomerId.Length == 0 ? null : row.CustomerId, row.Kind, row.Reason))],
            page, item => item.Id);
    }

    private static async Task<Accepted<ReconciliationsStarted>> Start(Reconcile reconcile, Caller caller, StartReconciliation? input = null)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return TypedResults.Accepted("/api/v1/reconciliations", new ReconciliationsStarted(await reconcile.StartAsync(input?.Account, caller.Id)));
    }
}

/// <param name="Account">Absent = every account that can be read.</param>
public sealed record StartReconciliation(string? Account = null);

/// <param name="Ids">One per account; a run that was under way already is among them.</param>
public sealed record ReconciliationsStarted(IReadOnlyList<string> Ids);

/// <param name="State">running or done.</param>
/// <param name="Seen">On the platform's lists = known + recent + recovered, and those unexplained that a list had.</param>
/// <param name="Recent">Added so lately that their event may still be on its way.</param>
/// <param name="Recovered">Their event was lost; they are customers now.</param>
/// <param name="Ended">Linked here, and not on the platform.</param>
/// <param name="Unexplained">To be looked at by a person; listed among the findings.</param>
public sealed record ReconciliationItem(
    string Id, string Channel, string Account, string State, string StartedAt, string? FinishedAt, long Members, long MembersDone, long Seen, long Known,
    long Recent, long Recovered, long Ended, long Unexplained)
{
    internal static ReconciliationItem Of(ReconciliationRow row, IReadOnlyList<ReconciledMember> members) => new(
        row.Id, row.Channel, row.Account, row.State, Instants.Iso(row.StartedAt), Instants.IsoOrNull(row.FinishedAt), members.Count,
        members.Count(member => member.State != "todo"), row.Seen, row.Known, row.Recent, row.Recovered, row.Ended, row.Unexplained);
}

/// <param name="Kind">recovered, ended or unexplained.</param>
public sealed record Finding(string Id, string Member, string? CustomerId, string Kind, string Reason);
