using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Links.Transfers;

public static class TransferEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/transfers", List);
        api.MapGet("/transfers/{id}", Get);
        api.MapPost("/transfers/preview", Preview);
        api.MapPost("/transfers", Begin);
        api.MapGet("/members/{id}/duties", Duties);
        api.MapPost("/members/{id}/leave", Leave);
    }

    private static async Task<Paged<TransferItem>> List(Database database, Caller caller, PageRequest page)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var rows = await TransferStore.ListAsync(database, page.Before, page.Take);
        List<TransferItem> items = [];
        foreach (var row in rows) items.Add(TransferItem.Of(row, await TransferStore.ItemsAsync(database, row.Id), withCustomers: false));
        return Paged<TransferItem>.Of(items, page, item => item.Id);
    }

    private static async Task<TransferItem> Get(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        return await TransferStore.GetAsync(database, id) is { } row
            ? TransferItem.Of(row, await TransferStore.ItemsAsync(database, id), withCustomers: true)
            : throw ProblemException.NotFound("transfer");
    }

    private static Task<TransferPlan> Preview(PlanTransfer plan, Caller caller, TransferInput input) => plan.RunAsync(input, caller);

    private static async Task<Accepted<TransfersBegun>> Begin(BeginTransfer begin, Caller caller, TransferInput input)
    {
        var ids = await begin.RunAsync(input, caller);
        return TypedResults.Accepted("/api/v1/transfers", new TransfersBegun(ids));
    }

    /// <summary>What hangs on a member now; for one who has left: what had no taker.</summary>
    private static async Task<MemberDuties> Duties(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        var member = await Members.GetAsync(database, id) ?? throw ProblemException.NotFound("member");
        return await DutyQueries.OfAsync(database, member.Channel, member.Account, member.MemberId, member.UserId);
    }

    private static async Task<MemberDuties> Leave(Writer writer, Users users, Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        await writer.WriteAsync(unit => BeginTransfer.Leave(unit, Members.Get(unit, id) ?? throw ProblemException.NotFound("member"), caller.Id, users));
        return await Duties(database, caller, id);
    }
}

/// <param name="Ids">One per taker; empty where nobody could be handed over.</param>
public sealed record TransfersBegun(IReadOnlyList<string> Ids);

/// <param name="State">running or done.</param>
/// <param name="Figures">Customers by state.</param>
public sealed record TransferItem(
    string Id, string Channel, string Account, string From, string To, bool Leaver, bool Whole, string State, string StartedAt, string? FinishedAt,
    IReadOnlyDictionary<string, int> Figures, IReadOnlyList<TransferCustomer> Customers)
{
    internal static TransferItem Of(TransferRow row, IReadOnlyList<TransferItemRow> items, bool withCustomers) => new(
        row.Id, row.Channel, row.Account, row.FromMember, row.ToMember, row.Leaver == 1, row.Whole == 1, row.State, Instants.Iso(row.StartedAt),
        Instants.IsoOrNull(row.FinishedAt), items.GroupBy(item => item.State).ToDictionary(group => group.Key, group => group.Count()),
        withCustomers ? [.. items.Select(item => new TransferCustomer(item.CustomerId, item.State, item.Reason.Length == 0 ? null : item.Reason,
            item.PlatformCode == 0 ? null : item.PlatformCode, Instants.Iso(item.ChangedAt)))] : []);
}

/// <param name="State">queued, waiting, unknown, done, refused, limit, failed or unanswered.</param>
public sealed record TransferCustomer(string CustomerId, string State, string? Reason, long? PlatformCode, string ChangedAt);
