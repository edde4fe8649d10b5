using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// Numbers events after their commit, on PostgreSQL only. Any node may do it, one at a time: the lock lives as long
/// as the numbering transaction, so it can neither be held by the dead nor handed over too early.
/// </summary>
public sealed class EventPublisher(Database database, Writer writer, Events events, TimeProvider time, ILogger<EventPublisher> log) : BackgroundService
{
    internal const string Channel = "crm_events";
    private const int BatchSize = 1000;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    private const string LockOnPostgres = "select pg_try_advisory_xact_lock(4410957)";

    // A later commit may carry a smaller id, so "what has no number" is the only safe watermark.
    private const string NumberOnPostgres = """
        with fresh as (
            select id, row_number() over (order by id) as place from (select id from event where seq is null order by id limit @limit) waiting),
        base as (select coalesce(max(seq), 0) as seq from event)
        update event set seq = base.seq + fresh.place from fresh, base where event.id = fresh.id
        """;

    private const string NotifyOnPostgres = "select pg_notify(@channel, '')";

    private const string WaitingOnPostgres = "select coalesce(min(id), '') from event where seq is null";

    /// <summary>Numbers everything that waits; null when another node is at it.</summary>
    internal async Task<int?> PublishAsync()
    {
        for (var total = 0; ;)
        {
            var count = await writer.WriteAsync(Batch);
            if (count is null) return null;
            total += count.Value;
            if (count < BatchSize) return total;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => database.Dialect.IsPostgres
        ? Loop.RunAsync("Numbering events", RoundAsync, time, log, stoppingToken)
        : Task.CompletedTask;

    private async Task RoundAsync(CancellationToken stopping)
    {
        // Looking costs a read; only a find takes a turn on the writer thread.
        if (await database.FirstAsync<string>(WaitingOnPostgres, null, stopping) is { Length: > 0 })
        {
            while (await PublishAsync() is null) await Task.Delay(LockPause, time, stopping);
        }

        await events.Written.WaitAsync(Sweep, time, stopping);
    }

    private int? Batch(Unit unit)
    {
        if (!unit.Read(LockOnPostgres, row => row.GetBoolean(0))[0]) return null;
        var count = unit.Execute(NumberOnPostgres, ("limit", BatchSize));
        if (count == 0) return 0;
        unit.Read(NotifyOnPostgres, _ => 0, ("channel", Channel));
        unit.AfterCommit(events.Published.Set);
        return count;
    }
}
