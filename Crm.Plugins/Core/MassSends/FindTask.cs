using Crm.Plugins.Contract;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>
/// Looks on the platform for a task whose creation had no answer, by its text and its time. Only when it is not there
/// after a second look is it asked for again: a customer must not get the same message twice.
/// </summary>
public sealed class FindTask(
    Database database, Writer writer, IPluginReads plugins, MassSendTasks tasks, QueueMassSend queue, ContactPolicyOptions policy, CrmOptions crm) : IChannelTaskHandler
{
    internal const string TaskKind = "mass-send-find";

    /// <summary>The platform's clock and ours may differ.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    private const string UnsureSql = """
        select t.id, s.text, s.to_groups, t.queued_at from mass_send_task t join mass_send s on s.id = t.mass_send_id where t.id = @id and t.state = 'unsure'
        """;

    public string Kind => TaskKind;

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        if (await database.FirstAsync<UnsureRow>(UnsureSql, new { id = task.Subject }, cancellationToken) is not { } unsure) return null;
        var since = DateTimeOffset.FromUnixTimeMilliseconds(unsure.QueuedAt) - Slack;
        List<MassSendFound> found = [];
        for (string? cursor = null; ;)
        {
            var from = cursor;
            var page = await plugins.AskAsync<IMassSendReads, ReadPage<MassSendFound>>(
                task.Channel, (reads, ct) => reads.RecentAsync(task.Account, since, unsure.ToGroups == 1, from, ct), cancellationToken);
            found.AddRange(page.Items.Where(one => one.CreatedAt >= since && one.Text.Trim() == unsure.Text));
            if ((cursor = page.NextCursor) is null) break;
        }

        return await writer.WriteAsync(unit => Settle(unit, task.Subject, found));
    }

    private DateTimeOffset? Settle(Unit unit, string id, List<MassSendFound> found)
    {
        if (MassSendStore.Task(unit, id) is not { State: "unsure" } task || MassSendStore.Get(unit, task.MassSendId) is not { } send) return null;
        var known = found.Count == 0 ? [] : MassSendStore.Known(unit, [.. found.Select(one => one.PlatformId)]);
        if (found.Where(one => !known.Contains(one.PlatformId)).MinBy(one => one.CreatedAt) is { } mine)
        {
            tasks.Made(unit, send, task, mine.PlatformId, mine.CreatedAt, []);
            return null;
        }

        if (task.Looks + 1 < MassSendLimits.Looks)
        {
            MassSendStore.Looked(unit, task.Id);
            return unit.Now + MassSendLimits.SecondLook;
        }

        if (send.IsCancelled || task.Tries >= MassSendLimits.Tries) tasks.Failed(unit, send, task, "no-answer");
        else if (ContactPolicy.OpensAt(unit.Now, crm.DefaultTimeZone, policy) is var opens && opens > unit.Now) return opens;
        else if (!queue.Again(unit, send, task)) tasks.Failed(unit, send, task, "nobody-left");
        return null;
    }
}

internal sealed record UnsureRow(string Id, string Text, long ToGroups, long QueuedAt);
