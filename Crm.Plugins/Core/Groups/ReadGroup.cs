using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Groups;

/// <summary>Reads a group after it changed and writes down who came, by which code, and who left.</summary>
public sealed class ReadGroup(Database database, Writer writer, IPluginReads plugins, ChannelTasks tasks, Events events) : IFactHandler, IChannelTaskHandler
{
    internal const string TaskKind = "group";

    /// <summary>Details settle a moment after the event.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public string Kind => TaskKind;

    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is not GroupChanged changed) return;
        var known = GroupStore.Find(unit, context.Channel, changed.Group);
        if (changed.Version is { } version && known is { DismissedAt: 0 } && known.MemberVersion == version && changed.Change is "joined" or "left") return;
        tasks.Ask(unit, TaskKind, context.Channel, changed.Account, changed.Group, unit.Now + Settling);
    }

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        var group = await plugins.AskAsync<IGroupReads, CustomerGroup?>(
            task.Channel, (reads, ct) => reads.GroupAsync(task.Account, task.Subject, ct), cancellationToken);
        await writer.WriteAsync(unit =>
        {
            if (group is null) Dissolve(unit, task.Channel, task.Subject);
            else Store(unit, task.Channel, task.Account, group);
        });
        return null;
    }

    /// <summary>Whether a group wants another look: unknown, or not read since then.</summary>
    internal async Task<bool> IsStaleAsync(string channel, string platformId, DateTimeOffset since) =>
        await GroupStore.FindAsync(database, channel, platformId) is not { } row || row.ReadAt < since.ToUnixTimeMilliseconds() || row.DismissedAt > 0;

    private void Store(Unit unit, string channel, string account, CustomerGroup group)
    {
        var known = GroupStore.Find(unit, channel, group.Id);
        var id = known?.Id ?? Ids.New(unit.Now);
        GroupStore.Save(unit, id, channel, account, group);
        var changes = GroupChanges.Between(GroupStore.Stays(unit, id), group.Members);
        foreach (var member in changes.Joined)
        {
            var customer = Customer(unit, member);
            GroupStore.Join(unit, id, member, customer);
            // What we meet at the first look happened before our time.
            if (known is not null && member.IsContact) Tell(unit, "group.joined", id, customer, member.State);
        }

        foreach (var stay in changes.Left)
        {
            GroupStore.Leave(unit, stay.Id);
            Tell(unit, "group.left", id, stay.CustomerId.Length == 0 ? null : stay.CustomerId, null);
        }

        foreach (var (stay, member) in changes.Stayed) GroupStore.Refresh(unit, stay.Id, member.Name, Customer(unit, member));
        events.Add(unit, new NewEvent("group.changed") { Data = new { group = id } });
    }

    private void Dissolve(Unit unit, string channel, string platformId)
    {
        if (GroupStore.Find(unit, channel, platformId) is not { } known || !GroupStore.Dismiss(unit, known.Id)) return;
        foreach (var stay in GroupStore.Stays(unit, known.Id)) GroupStore.Leave(unit, stay.Id);
        events.Add(unit, new NewEvent("group.changed") { Data = new { group = known.Id } });
    }

    private void Tell(Unit unit, string type, string group, string? customer, string? state) =>
        events.Add(unit, new NewEvent(type) { CustomerId = customer, Data = new { group, state } });

    /// <summary>By ids that are unique on their own only: a name in a group is no evidence, and nobody is made a customer by being in one.</summary>
    private static string? Customer(Unit unit, GroupMember member) => member.IsContact
        ? CustomerStore.ByUniqueId(unit, member.Identities.Where(identity => identity.Kind is "channel" or "unionid"))
        : null;
}
