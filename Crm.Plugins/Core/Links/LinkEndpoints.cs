using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Links;

public static class LinkEndpoints
{
    private const string ListSql = """
        select k.id, k.channel, k.account, k.member_id, coalesce(m.name, '') as member_name, coalesce(m.dealer_id, '') as dealer_id, k.contact,
            k.customer_id, k.state, k.linked_at, coalesce(k.ended_at, 0) as ended_at, coalesce(k.ended_by, '') as ended_by,
            coalesce(k.add_way, 0) as add_way, coalesce(k.way_state, '') as way_state, coalesce(k.remark, '') as remark,
            coalesce(k.description, '') as description, k.tags, k.add_tags, k.remove_tags, coalesce(k.wanted_remark, '') as wanted_remark,
            coalesce(k.fault, '') as fault, k.version
        from link k left join member m on m.channel = k.channel and m.account = k.account and m.member_id = k.member_id
        where k.id < @before and (@customer_id is null or k.customer_id = @customer_id) and (@id is null or k.id = @id)
            and (@member is null or m.id = @member) and (@state is null or k.state = @state) and (@own is null or m.dealer_id = @own)
        order by k.id desc limit @take
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/links", List);
        api.MapGet("/links/{id}", Get);
        api.MapPatch("/links/{id}", Change);
        api.MapGet("/tags", ListTags);
        api.MapPost("/tags", CreateTag);
        api.MapPatch("/tags/{id}", RenameTag);
        api.MapDelete("/tags/{id}", RemoveTag);
    }

    private static async Task<Paged<LinkItem>> List(
        Database database, Caller caller, PageRequest page, string? customerId = null, string? member = null, string? state = null)
    {
        var rows = await database.QueryAsync<LinkListRow>(ListSql, new
        {
            before = page.Before, customer_id = customerId, id = (string?)null, member, state, own = caller.DealerId, take = page.Take,
        });
        var names = await NamesAsync(database);
        return Paged<LinkItem>.Of([.. rows.Select(row => LinkItem.From(row, names))], page, item => item.Id);
    }

    private static async Task<LinkItem> Get(Database database, Caller caller, string id)
    {
        var rows = await database.QueryAsync<LinkListRow>(ListSql, new
        {
            before = "~", customer_id = (string?)null, id, member = (string?)null, state = (string?)null, own = caller.DealerId, take = 1,
        });
        return rows is [var row] ? LinkItem.From(row, await NamesAsync(database)) : throw ProblemException.NotFound("link");
    }

    private static async Task<LinkItem> Change(ChangeLink change, Database database, Caller caller, IfMatch match, string id, LinkChange input)
    {
        await change.RunAsync(id, input, match, caller);
        return await Get(database, caller, id);
    }

    private static async Task<Paged<TagItem>> ListTags(Database database, Caller caller) =>
        new([.. (await Tags.AllAsync(database)).Select(TagItem.From)], null);

    private static async Task<Accepted<TagItem>> CreateTag(TagCatalogue catalogue, Caller caller, TagInput input)
    {
        var tag = TagItem.From(await catalogue.CreateAsync(input, caller));
        return TypedResults.Accepted($"/api/v1/tags/{tag.Id}", tag);
    }

    private static async Task<TagItem> RenameTag(TagCatalogue catalogue, Caller caller, IfMatch match, string id, TagInput input) =>
        TagItem.From(await catalogue.ChangeAsync(id, input.Name, match, caller));

    private static async Task<TagItem> RemoveTag(TagCatalogue catalogue, Caller caller, IfMatch match, string id) =>
        TagItem.From(await catalogue.RemoveAsync(id, match, caller));

    private static async Task<Dictionary<(string, string, string), TagRow>> NamesAsync(Database database) =>
        (await Tags.AllAsync(database)).Where(tag => tag.PlatformId.Length > 0).ToDictionary(tag => (tag.Channel, tag.Account, tag.PlatformId));
}

internal sealed record LinkListRow(
    string Id, string Channel, string Account, string MemberId, string MemberName, string DealerId, string Contact, string CustomerId, string State,
    long LinkedAt, long EndedAt, string EndedBy, long AddWay, string WayState, string Remark, string Description, string Tags, string AddTags,
    string RemoveTags, string WantedRemark, string Fault, long Version);

/// <param name="Waiting">On its way to the platform: <c>adding</c>, <c>removing</c>, or null.</param>
public sealed record LinkTag(string Id, string Group, string Name, string? Waiting);

/// <param name="State">linked, half or ended.</param>
/// <param name="EndedBy">customer, member, transfer or platform.</param>
/// <param name="Remark">What the member has, or will have once <paramref name="Waiting"/> is over.</param>
/// <param name="Fault">Why the platform refused our last change.</param>
public sealed record LinkItem(
    string Id, string Channel, string Account, string Member, string? MemberName, string? DealerId, string CustomerId, string State, string LinkedAt,
    string? EndedAt, string? EndedBy, long AddWay, string? WayState, string? Remark, string? Description, IReadOnlyList<LinkTag> Tags, bool Waiting,
    string? Fault, long Version)
{
    internal static LinkItem From(LinkListRow row, Dictionary<(string, string, string), TagRow> names)
    {
        var (adding, removing) = (TagIds.Read(row.AddTags), TagIds.Read(row.RemoveTags));
        var tags = TagIds.Read(row.Tags).Union(adding).Select(id => names.GetValueOrDefault((row.Channel, row.Account, id))).OfType<TagRow>()
            .Select(tag => new LinkTag(tag.Id, tag.GroupName, tag.Name,
                removing.Contains(tag.PlatformId) ? "removing" : adding.Contains(tag.PlatformId) ? "adding" : null));
        return new LinkItem(row.Id, row.Channel, row.Account, row.MemberId, None(row.MemberName), None(row.DealerId), row.CustomerId, row.State,
            Instants.Iso(row.LinkedAt), Instants.IsoOrNull(row.EndedAt), None(row.EndedBy), row.AddWay, None(row.WayState),
            None(row.WantedRemark) ?? None(row.Remark), None(row.Description), [.. tags],
            adding.Count + removing.Count + row.WantedRemark.Length > 0, None(row.Fault), row.Version);
    }

    private static string? None(string text) => text.Length == 0 ? null : text;
}

/// <param name="State">saving, live, removing or refused.</param>
public sealed record TagItem(string Id, string Channel, string Account, string Group, string Name, string State, string? Fault, long Version)
{
    internal static TagItem From(TagRow row) =>
        new(row.Id, row.Channel, row.Account, row.GroupName, row.Name, row.State, row.Fault.Length == 0 ? null : row.Fault, row.Version);
}
