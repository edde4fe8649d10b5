using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Links;

public static class MemberEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/members", List);
        api.MapGet("/members/{id}", Get);
        api.MapPatch("/members/{id}", Change);
    }

    private static async Task<Paged<MemberItem>> List(
        Database database, Caller caller, PageRequest page, string? state = null, string? dealerId = null, string? account = null)
    {
        if (caller.DealerId is { } own) dealerId = own;
        var rows = await Members.ListAsync(database, page.Before, page.Take, state, dealerId, account);
        return Paged<MemberItem>.Of([.. rows.Select(MemberItem.From)], page, item => item.Id);
    }

    private static async Task<MemberItem> Get(Database database, Caller caller, string id) =>
        await Members.GetAsync(database, id) is { } row && (caller.DealerId is null || row.DealerId == caller.DealerId)
            ? MemberItem.From(row)
            : throw ProblemException.NotFound("member");

    private static async Task<MemberItem> Change(ChangeMember change, Caller caller, IfMatch match, string id, MemberChange input) =>
        MemberItem.From(await change.RunAsync(id, input, match, caller));
}

/// <param name="MemberId">The platform's id.</param>
/// <param name="State">active or left.</param>
public sealed record MemberItem(
    string Id, string Channel, string Account, string MemberId, string? Name, string? UserId, string? DealerId, string State, string FirstSeen,
    string? LeftAt, long Version)
{
    internal static MemberItem From(MemberRow row) => new(
        row.Id, row.Channel, row.Account, row.MemberId, None(row.Name), None(row.UserId), None(row.DealerId), row.State,
        Instants.Iso(row.FirstSeen), Instants.IsoOrNull(row.LeftAt), row.Version);

    private static string? None(string text) => text.Length == 0 ? null : text;
}
