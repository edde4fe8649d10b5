using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Transfers;

/// <summary>Reads the result list of a transfer, ever more rarely over the day the platform takes, until every customer is decided.</summary>
public sealed class PollTransfer(IPluginReads reads, Database database, Writer writer, FollowTransfer follow, Deliveries deliveries, TimeProvider time) : IChannelTaskHandler
{
    internal const string TaskKind = "transfer-poll";

    /// <summary>After two days nobody waits any longer; the platform itself decides after one.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(48);

    internal static readonly TimeSpan First = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    public string Kind => TaskKind;

    public async Task<DateTimeOffset?> RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        if (await TransferStore.GetAsync(database, task.Subject) is not { State: "running" } transfer) return null;
        var found = new Dictionary<string, TransferState>();
        for (string? cursor = null; ;)
        {
            var page = await reads.AskAsync<IContactReads, ReadPage<TransferState>>(transfer.Channel, (contacts, ct) => contacts.TransfersAsync(
                transfer.Account, transfer.FromMember, transfer.ToMember, transfer.Leaver == 1, cursor, ct), cancellationToken);
            foreach (var state in page.Items) found[state.Contact] = state;
            if ((cursor = page.NextCursor) is null) break;
        }

        await writer.WriteAsync(unit => Take(unit, transfer, found));
        var wait = First * Math.Pow(2, Math.Min(transfer.Polls, 10));
        return time.GetUtcNow() + (wait < Longest ? wait : Longest);
    }

    private void Take(Unit unit, TransferRow transfer, Dictionary<string, TransferState> found)
    {
        TransferStore.Polled(unit, transfer.Id);
        var late = unit.NowMs - transfer.StartedAt > (long)Patience.TotalMilliseconds;
        List<string> again = [];
        foreach (var item in TransferStore.Items(unit, transfer.Id).Where(item => item.State is "waiting" or "unknown"))
        {
            var state = found.GetValueOrDefault(item.Contact)?.State ?? "none";
            // A result from an earlier hand-over between the same two is not this one's.
            if (state is "done" or "refused" or "limit" && found[item.Contact].At is { } at && at.ToUnixTimeMilliseconds() < item.StartedAt - 60_000) state = "none";
            if (state is "done" or "refused" or "limit") follow.Take(unit, transfer, item, state);
            else if (late) follow.Take(unit, transfer, item, "unanswered");
            else if (item.State == "unknown" && state == "waiting") TransferStore.Move(unit, item, "waiting");
            else if (item.State == "unknown" && TransferStore.Move(unit, item, "queued")) again.Add(item.Contact);
        }

        if (again.Count > 0)
            foreach (var batch in again.Chunk(100))
                BeginTransfer.Queue(unit, deliveries, transfer, batch, $"transfer:{transfer.Id}:{batch[0]}:{transfer.Polls + 1}");
    }
}
