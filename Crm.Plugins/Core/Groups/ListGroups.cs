using Crm.Plugins.Contract;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Groups;

/// <summary>
/// Goes through the list of groups on a schedule, because events can be lost. The subject of the task is the place it
/// has come to, so that a restart goes on there.
/// </summary>
public sealed class ListGroups(Writer writer, IPluginReads plugins, ChannelTasks tasks, ReadGroup groups, GroupOptions options, TimeProvider time) : IChannelTaskHandler
{
    internal const string TaskKind = "groups";
    private const string All = "all";
    private const string Page = "page:";

    public string Kind => TaskKind;

    /// <summary>Sees to it that every account is gone through: at start, and again whenever the plugins changed.</summary>
    public Task PlanAsync() => writer.WriteAsync(unit =>
    {
        foreach (var (channel, account) in Accounts()) tasks.Ask(unit, TaskKind, channel, account, All);
    });

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        var cursor = task.Subject.StartsWith(Page, StringComparison.Ordinal) ? task.Subject[Page.Length..] : null;
        var now = time.GetUtcNow();
        if (cursor is null && !Accounts().Contains((task.Channel, task.Account))) return now + options.Every;
        var page = await plugins.AskAsync<IGroupReads, ReadPage<string>>(task.Channel, (reads, ct) => reads.GroupsAsync(task.Account, cursor, ct), cancellationToken);
        List<string> stale = [];
        foreach (var id in page.Items)
            if (await groups.IsStaleAsync(task.Channel, id, now - options.Every / 2)) stale.Add(id);
        await writer.WriteAsync(unit =>
        {
            foreach (var id in stale) tasks.Ask(unit, ReadGroup.TaskKind, task.Channel, task.Account, id);
            if (page.NextCursor is { } next) tasks.Ask(unit, TaskKind, task.Channel, task.Account, Page + next);
        });
        return cursor is null ? now + options.Every : null;
    }

    /// <summary>One account per company: its apps all see the same groups.</summary>
    private IReadOnlyList<(string Channel, string Account)> Accounts() =>
    [
        .. plugins.With<IGroupReads>(AccountReads.Contacts).Where(a => a.Account.Works(AccountReads.Contacts)).OnePerCompany().Select(a => (a.Channel, a.Account.Key)),
    ];
}

/// <summary>Section <c>Crm:Groups</c>.</summary>
public sealed record GroupOptions
{
    /// <summary>How often the whole list is compared with what we know.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(6);
}
