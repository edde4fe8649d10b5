using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>A company's own tags, in groups.</summary>
internal sealed class TagLibrary
{
    public const int Most = 3000;

    public OrderedDictionary<string, TagGroup> Groups { get; } = new(StringComparer.Ordinal);

    public int Count => Groups.Values.Sum(group => group.Tags.Count);

    public (TagGroup Group, Tag Tag)? Find(string id)
    {
        foreach (var group in Groups.Values)
            if (group.Tags.Find(tag => tag.Id == id) is { } tag)
                return (group, tag);
        return null;
    }

    public TagGroup? Named(string name) => Groups.Values.FirstOrDefault(group => group.Name == name);

    public TagGroup AddGroup(string name, long order, DateTimeOffset at)
    {
        var group = new TagGroup("et" + Ids.New(at), at) { Name = name, Order = order };
        return Groups[group.Id] = group;
    }

    public static Tag AddTag(TagGroup group, string name, long order, DateTimeOffset at)
    {
        var tag = new Tag("et" + Ids.New(at), at) { Name = name, Order = order };
        group.Tags.Add(tag);
        return tag;
    }

    /// <summary>With its last tag a group goes, too.</summary>
    public void Remove(TagGroup group, Tag tag)
    {
        group.Tags.Remove(tag);
        if (group.Tags.Count == 0)
            Groups.Remove(group.Id);
    }
}

internal sealed class TagGroup(string id, DateTimeOffset created)
{
    public string Id => id;

    public DateTimeOffset Created => created;

    public required string Name { get; set; }

    public long Order { get; set; }

    public List<Tag> Tags { get; } = [];
}

internal sealed class Tag(string id, DateTimeOffset created)
{
    public string Id => id;

    public DateTimeOffset Created => created;

    public required string Name { get; set; }

    public long Order { get; set; }
}
