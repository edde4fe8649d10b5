using System.Text.Json;

namespace Crm.Plugins.Core.Links;

/// <summary>A customer and one of our people on a channel. Strings are empty and instants 0 where unknown.</summary>
/// <param name="State"><c>linked</c>, <c>half</c> (the member has yet to accept) or <c>ended</c>.</param>
/// <param name="EndedBy"><c>customer</c>, <c>member</c>, <c>transfer</c>, or <c>platform</c> where only a read told it.</param>
/// <param name="AddWay">How they came, by the platform's number.</param>
/// <param name="Tags">JSON array of platform ids, like the other lists.</param>
/// <param name="SeenRun">The reconciliation that saw it last.</param>
public sealed record LinkRow(
    string Id, string Channel, string Account, string MemberId, string Contact, string CustomerId, string State, long LinkedAt, long EndedAt,
    string EndedBy, long AddWay, string WayState, string Remark, string Description, string Tags, string AddTags, string RemoveTags, string AutoTags,
    string WantedRemark, long ReadAt, string SeenRun, string Fault, long Version)
{
    public bool IsLinked => State == "linked";

    public bool IsEnded => State == "ended";

    /// <summary>What the platform has, with what is on its way there: what was queued here is newer than what was last read.</summary>
    public IReadOnlyList<string> EffectiveTags => [.. TagIds.Read(Tags).Except(TagIds.Read(RemoveTags)).Union(TagIds.Read(AddTags))];

    /// <summary>Adds and takes away, each tag at most once on its way; null where nothing would change.</summary>
    public LinkRow? Wanting(IReadOnlyCollection<string> add, IReadOnlyCollection<string> remove)
    {
        var has = EffectiveTags;
        var adding = add.Except(remove).Except(has).ToList();
        var removing = remove.Intersect(has).ToList();
        return adding.Count + removing.Count == 0 ? null : this with
        {
            AddTags = TagIds.Write(TagIds.Read(AddTags).Except(removing).Union(adding)),
            RemoveTags = TagIds.Write(TagIds.Read(RemoveTags).Except(adding).Union(removing)),
        };
    }

    /// <summary>A queued change has ended.</summary>
    /// <param name="happened">The platform has it now; else it was refused and is wanted no more.</param>
    public LinkRow Settled(IReadOnlyList<string> add, IReadOnlyList<string> remove, bool happened) => this with
    {
        Tags = happened ? TagIds.Write(TagIds.Read(Tags).Except(remove).Union(add)) : Tags,
        AddTags = TagIds.Write(TagIds.Read(AddTags).Except(add)),
        RemoveTags = TagIds.Write(TagIds.Read(RemoveTags).Except(remove)),
    };
}

/// <summary>Tag ids as the store keeps them.</summary>
internal static class TagIds
{
    public static IReadOnlyList<string> Read(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    public static string Write(IEnumerable<string> ids) => JsonSerializer.Serialize(ids.Order(StringComparer.Ordinal));
}
