using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>Reads an account's tags: whatever members or other tools made, renamed or removed there is true here too.</summary>
public sealed class ReadTags(IPluginReads reads, Writer writer, Events events, TimeProvider time) : IChannelTaskHandler
{
    internal const string TaskKind = "tags-read";

    public string Kind => TaskKind;

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        var askedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        var found = await reads.AskAsync<IContactReads, IReadOnlyList<ContactTag>>(
            task.Channel, (contacts, ct) => contacts.TagsAsync(task.Account, ct), cancellationToken);
        await writer.WriteAsync(unit =>
        {
            var known = Tags.OfAccount(unit, task.Channel, task.Account);
            foreach (var tag in found) Take(unit, task, known, tag);
            var there = found.Select(tag => tag.TagId).ToHashSet();
            // What was made after we asked is not in the answer.
            foreach (var tag in known.Where(tag => tag.PlatformId.Length > 0 && tag.UpdatedAt < askedAt && !there.Contains(tag.PlatformId)))
                Tags.Save(unit, tag with { State = "gone" });
            events.Add(unit, new NewEvent("tags.changed"));
        });
        return null;
    }

    private static void Take(Unit unit, ChannelTask task, IReadOnlyList<TagRow> known, ContactTag tag)
    {
        var row = known.FirstOrDefault(k => k.PlatformId == tag.TagId)
            ?? known.FirstOrDefault(k => k.PlatformId.Length == 0 && k.GroupName == tag.GroupName && k.Name == tag.Name);
        if (row is null) Tags.Add(unit, task.Channel, task.Account, tag, "live");
        else if (row.State is "saving" or "removing" && row.PlatformId.Length > 0) return; // ours is on its way and newer
        else if (row != row with { PlatformId = tag.TagId, GroupId = tag.GroupId, GroupName = tag.GroupName, Name = tag.Name, State = "live" })
            Tags.Save(unit, row with { PlatformId = tag.TagId, GroupId = tag.GroupId, GroupName = tag.GroupName, Name = tag.Name, State = "live" });
    }
}
