using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>
/// Reads all links of one customer anew: what members noted and tagged is true as the platform has it. Links we never
/// heard of are left to their own event, or to the nightly comparison if that was lost.
/// </summary>
public sealed class ReadContact(IPluginReads reads, Writer writer, KeepLinks keep, ChangeLink change, AutoTags tags, TimeProvider time) : IChannelTaskHandler
{
    internal const string TaskKind = "contact-read";

    public string Kind => TaskKind;

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        var askedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        var found = await reads.AskAsync<IContactReads, IReadOnlyList<ContactLink>>(
            task.Channel, (contacts, ct) => contacts.LinksOfAsync(task.Account, task.Subject, ct), cancellationToken);
        await writer.WriteAsync(unit =>
        {
            foreach (var row in LinkStore.OfContact(unit, task.Channel, task.Account, task.Subject))
            {
                if (found.FirstOrDefault(link => link.Member == row.MemberId) is { } link)
                {
                    Seen(unit, row, link);
                    continue;
                }

                // The platform tells nothing of half links, and nothing yet of what began after we asked.
                if (row.IsLinked && row.LinkedAt < askedAt) keep.End(unit, row, "platform");
            }
        });
        return null;
    }

    /// <summary>Takes over what the platform has. What is queued here stays on its way, because it is newer.</summary>
    internal LinkRow Seen(Unit unit, LinkRow row, ContactLink link, string? run = null)
    {
        // One who deleted our member stays in the member's own list, and a list may lag behind what an event told; only a
        // newer beginning ends an end, unless that was no more than our own reckoning.
        var revived = row.IsEnded && (row.EndedBy == "platform" || link.AddedAt.ToUnixTimeMilliseconds() > row.EndedAt);
        var wasLinked = row.IsLinked;
        if (row.IsEnded && !revived) return run is null ? row : LinkStore.Save(unit, row with { SeenRun = run });
        row = LinkStore.Save(unit, row with
        {
            State = "linked", LinkedAt = revived ? link.AddedAt.ToUnixTimeMilliseconds() : row.LinkedAt, EndedAt = 0, EndedBy = "",
            AddWay = link.AddWay, WayState = link.State ?? row.WayState, Remark = link.Remark ?? "", Description = link.Description ?? "",
            Tags = TagIds.Write(link.Tags), ReadAt = unit.NowMs, SeenRun = run ?? row.SeenRun,
        });
        if (!wasLinked) LinkStore.Note(unit, row, "linked", row.LinkedAt);
        if (link.Name is { Length: > 0 } name) CustomerStore.Fill(unit, row.CustomerId, name, null, null, null);
        row = change.NameIfEmpty(unit, row);
        return tags.Apply(unit, row);
    }
}
