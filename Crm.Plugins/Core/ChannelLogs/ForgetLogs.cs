using Crm.Plugins.Core.Store;
using Quartz;

namespace Crm.Plugins.Core.ChannelLogs;

/// <summary>Takes away conversations whose time is over, with their entries, some at a time, and tickets nobody could use any more.</summary>
public sealed class ForgetLogs(Database database, Writer writer, TimeProvider time)
{
    private const int AtOnce = 50;

    private const string DueSql = "select channel, conversation from channel_log where forget_at <= @now order by forget_at limit @limit";

    // Somebody may have written since we looked.
    private const string HeadSql = "delete from channel_log where channel = @channel and conversation = @conversation and forget_at <= @now";

    private const string EntriesSql = "delete from channel_entry where channel = @channel and conversation = @conversation";

    private const string TicketsSql = "delete from channel_ticket where until <= @now";

    /// <summary>Returns how many conversations were forgotten.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await writer.WriteAsync(unit => unit.Add(TicketsSql, ("now", unit.NowMs)));
        for (var total = 0; ;)
        {
            var due = await database.QueryAsync<DueLog>(DueSql, new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), limit = (long)AtOnce }, cancellationToken);
            foreach (var log in due) total += await writer.WriteAsync(unit => Forget(unit, log)) ? 1 : 0;
            if (due.Count < AtOnce) return total;
        }
    }

    private static bool Forget(Unit unit, DueLog log)
    {
        if (unit.Execute(HeadSql, ("channel", log.Channel), ("conversation", log.Conversation), ("now", unit.NowMs)) == 0) return false;
        unit.Add(EntriesSql, ("channel", log.Channel), ("conversation", log.Conversation));
        return true;
    }
}

internal sealed record DueLog(string Channel, string Conversation);

[DisallowConcurrentExecution]
public sealed class ForgetLogsJob(ForgetLogs forget) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await forget.RunAsync(cancellationToken);
}
