using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>A company's tags (4.5). Nothing here causes an event (3.4).</summary>
internal static class TagCalls
{
    private const int MostName = 30;

    public static JsonObject List(Company company, ApiRequest request)
    {
        var (tags, groups) = (request.Texts("tag_id", 3000), request.Texts("group_id", 3000));
        var shown = company.Tags.Groups.Values
            .Where(group => groups is null or [] || tags is { Count: > 0 } || groups.Contains(group.Id))
            .Select(group => (Group: group, Tags: group.Tags.Where(tag => tags is null or [] || tags.Contains(tag.Id)).ToArray()))
            .Where(entry => tags is null or [] || entry.Tags.Length > 0);
        return new JsonObject { ["tag_group"] = shown.ToArray(entry => Show(entry.Group, entry.Tags)) };
    }

    public static JsonObject Add(Company company, ApiRequest request)
    {
        var wanted = ApiRequest.Items(request.Json, "tag");
        if (wanted is null or [])
            throw new WeComError(40058, "tag missing");
        var names = wanted.Select(tag => (Name: Name(tag), Order: ApiRequest.Number(tag, "order") ?? 0)).ToArray();
        TagGroup? group;
        if (request.Text("group_id") is { Length: > 0 } id)
            group = company.Tags.Groups.TryGetValue(id, out var known) ? known : throw new WeComError(40068, "invalid group_id");
        else
            group = company.Tags.Named(request.Need("group_name", MostName));
        var fresh = names.Count(name => group?.Tags.Exists(tag => tag.Name == name.Name) != true);
        if (company.Tags.Count + fresh > TagLibrary.Most)
            throw new WeComError(40126, "more than 3000 tags");
        group ??= company.Tags.AddGroup(request.Text("group_name")!, request.Number("order") ?? 0, company.Stamp);
        // What bears the name already is used again.
        var tags = names.Select(name => group.Tags.Find(tag => tag.Name == name.Name) ?? TagLibrary.AddTag(group, name.Name, name.Order, company.Stamp)).ToArray();
        return new JsonObject { ["tag_group"] = Show(group, tags) };
    }

    public static JsonObject Edit(Company company, ApiRequest request)
    {
        var id = request.Need("id", missing: 40068);
        var (name, order) = (request.Short("name", MostName), request.Number("order"));
        if (company.Tags.Groups.TryGetValue(id, out var group))
        {
            if (name is not null && company.Tags.Named(name) is { } other && other != group)
                throw new WeComError(40071, "the name exists already");
            (group.Name, group.Order) = (name ?? group.Name, order ?? group.Order);
        }
        else if (company.Tags.Find(id) is var (within, tag))
        {
            if (name is not null && within.Tags.Exists(other => other != tag && other.Name == name))
                throw new WeComError(40071, "the name exists already");
            (tag.Name, tag.Order) = (name ?? tag.Name, order ?? tag.Order);
        }
        else
        {
            throw new WeComError(40068, "invalid tag id");
        }

        return [];
    }

    public static JsonObject Delete(Company company, ApiRequest request)
    {
        var (tags, groups) = (request.Texts("tag_id", 3000) ?? [], request.Texts("group_id", 3000) ?? []);
        if (tags.Count + groups.Count == 0)
            throw new WeComError(40068, "tag_id and group_id are both empty");
        if (tags.Exists(id => company.Tags.Find(id) is null) || groups.Exists(id => !company.Tags.Groups.ContainsKey(id)))
            throw new WeComError(40068, "invalid tag id");
        Remove(company, tags, groups);
        return [];
    }

    /// <summary>Deleted tags fall off the customers, too.</summary>
    public static void Remove(Company company, IEnumerable<string> tags, IEnumerable<string> groups)
    {
        var gone = tags.Concat(groups.SelectMany(id => company.Tags.Groups[id].Tags.Select(tag => tag.Id))).Distinct().ToArray();
        foreach (var id in gone)
            if (company.Tags.Find(id) is var (group, tag))
                company.Tags.Remove(group, tag);
        foreach (var id in groups)
            company.Tags.Groups.Remove(id);
        foreach (var follow in company.Contacts.Values.SelectMany(contact => contact.Followers.Values))
            follow.Tags.ExceptWith(gone);
    }

    public static JsonObject Mark(Company company, ApiRequest request)
    {
        var follow = ContactCalls.Following(company, request);
        var (add, remove) = (request.Texts("add_tag", 3000) ?? [], request.Texts("remove_tag", 3000) ?? []);
        if (add.Count + remove.Count == 0)
            throw new WeComError(40058, "add_tag and remove_tag are both empty");
        if (add.Concat(remove).Any(id => company.Tags.Find(id) is null))
            throw new WeComError(40068, "invalid tag id");
        follow.Tags.ExceptWith(remove);
        follow.Tags.UnionWith(add);
        return [];
    }

    private static string Name(JsonElement tag) =>
        ApiRequest.Short(tag, "name", MostName) is { Length: > 0 } name ? name : throw new WeComError(40058, "tag.name missing");

    private static JsonObject Show(TagGroup group, IEnumerable<Tag> tags) => new()
    {
        ["group_id"] = group.Id, ["group_name"] = group.Name, ["create_time"] = group.Created.ToUnixTimeSeconds(), ["order"] = group.Order,
        ["tag"] = tags.ToArray(tag => new JsonObject { ["id"] = tag.Id, ["name"] = tag.Name, ["create_time"] = tag.Created.ToUnixTimeSeconds(), ["order"] = tag.Order }),
    };
}
