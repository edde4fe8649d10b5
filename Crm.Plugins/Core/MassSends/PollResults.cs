using Crm.Plugins.Contract;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.MassSends;

/// <summary>
/// Asks the platform what members and customers did, ever less often, for at most 30 days. Each page is written as it
/// comes and may be written twice, so a restart goes on with the next question.
/// </summary>
public sealed class PollResults(Database database, Writer writer, IPluginReads plugins, MassSendTasks tasks) : IChannelTaskHandler
{
    internal const string TaskKind = "mass-send-results";

    private const string CreatedSql = """
        select t.id, coalesce(t.platform_id, '') as platform_id, coalesce(t.made_at, 0) as made_at, t.polls from mass_send_task t
        where t.id = @id and t.state = 'created'
        """;

    public string Kind => TaskKind;

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        if (await database.FirstAsync<CreatedRow>(CreatedSql, new { id = task.Subject }, cancellationToken) is not { } created) return null;
        foreach (var member in await MembersAsync(task, created, cancellationToken))
            await ReceiptsAsync(task, created, member, cancellationToken);
        return await writer.WriteAsync(unit => Round(unit, created));
    }

    private async Task<List<MassSendMember>> MembersAsync(ChannelTask task, CreatedRow created, CancellationToken cancellationToken)
    {
        List<MassSendMember> members = [];
        for (string? cursor = null; ;)
        {
            var from = cursor;
            var page = await plugins.AskAsync<IMassSendReads, ReadPage<MassSendMember>>(
                task.Channel, (reads, ct) => reads.MembersAsync(task.Account, created.PlatformId, from, ct), cancellationToken);
            members.AddRange(page.Items);
            await writer.WriteAsync(unit =>
            {
                foreach (var member in page.Items) MassSendStore.SeeMember(unit, created.Id, member.Member, member.Confirmed ? member.At ?? unit.Now : null);
            });
            if ((cursor = page.NextCursor) is null) return members;
        }
    }

    private async Task ReceiptsAsync(ChannelTask task, CreatedRow created, MassSendMember member, CancellationToken cancellationToken)
    {
        for (string? cursor = null; ;)
        {
            var from = cursor;
            var page = await plugins.AskAsync<IMassSendReads, ReadPage<MassSendReceipt>>(
                task.Channel, (reads, ct) => reads.ReceiptsAsync(task.Account, created.PlatformId, member.Member, from, ct), cancellationToken);
            await writer.WriteAsync(unit =>
            {
                if (MassSendStore.Task(unit, created.Id) is not { } row) return;
                foreach (var receipt in page.Items) Apply(unit, row.MassSendId, member, receipt);
            });
            if ((cursor = page.NextCursor) is null) return;
        }
    }

    private static void Apply(Unit unit, string massSendId, MassSendMember member, MassSendReceipt receipt)
    {
        var contact = receipt.Group ?? receipt.Contact;
        var at = (receipt.At ?? member.At ?? unit.Now).ToUnixTimeMilliseconds();
        if (TargetStates.Of(receipt.Outcome) is { } state)
            TargetStore.Receipt(unit, massSendId, contact, member.Member, state, at, state == TargetStates.Delivered ? at : null);
        else if (member.Confirmed) TargetStore.Receipt(unit, massSendId, contact, member.Member, TargetStates.Confirmed, at, null);
        else TargetStore.Assign(unit, massSendId, contact, member.Member);
    }

    /// <summary>The end of one round: when to ask again, or that nothing more will come.</summary>
    private DateTimeOffset? Round(Unit unit, CreatedRow created)
    {
        if (MassSendStore.Task(unit, created.Id) is not { State: "created" } task || MassSendStore.Get(unit, task.MassSendId) is not { } send) return null;
        MassSendStore.Polled(unit, task.Id);
        var tooOld = unit.Now >= DateTimeOffset.FromUnixTimeMilliseconds(task.MadeAt) + MassSendLimits.Longest;
        if (send.IsCancelled) MassSendTasks.Give(unit, send, task.Id, TargetStates.Planned, TargetStates.Cancelled, null);
        else if (tooOld) MassSendTasks.Give(unit, send, task.Id, TargetStates.Planned, TargetStates.Expired, null);
        var over = tooOld || !TargetStore.HasOpen(unit, task.Id);
        if (over) MassSendStore.SetTask(unit, task.Id, "over");
        tasks.Close(unit, send);
        return over ? null : unit.Now + MassSendLimits.Pause(task.Polls + 1);
    }
}

internal sealed record CreatedRow(string Id, string PlatformId, long MadeAt, long Polls);
