using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// Takes due deliveries and hands them to the plugins: at most 16 at a time and 4 per channel, so that one slow
/// platform does not hold up the others. Wakes after a commit, when one falls due, and every five seconds.
/// </summary>
public sealed class DeliveryPump(
    Database database,
    Writer writer,
    Node node,
    IPluginOutbox plugins,
    Deliveries deliveries,
    DeliveryOutcomes outcomes,
    DeliverySender sender,
    TimeProvider time,
    ILogger<DeliveryPump> log) : BackgroundService
{
    private const int Most = 16;
    private const int MostPerChannel = 4;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _running = [];
    private readonly HashSet<Task> _tasks = [];

    /// <summary>Starts what can be started and returns how many that were.</summary>
    internal async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await DeliveryClaims.OverdueAsync(database, now, cancellationToken) > 0) await outcomes.TidyAsync(database, cancellationToken);
        var due = await DeliveryClaims.ChannelsAsync(database, now, cancellationToken);
        var open = due.Where(channel => Room(channel) > 0 && plugins.Has(channel)).ToList();
        if (open.Count == 0) return 0;
        var rows = await writer.WriteAsync(unit => Take(unit, open));
        foreach (var row in rows) Start(row);
        return rows.Count;
    }

    /// <summary>Waits for everything started to be settled.</summary>
    internal async Task DrainAsync()
    {
        Task[] tasks;
        lock (_gate) tasks = [.. _tasks];
        await Task.WhenAll(tasks);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // On SQLite nobody else can be sending, so what is claimed was claimed by a process that died.
        var starting = !database.Dialect.IsPostgres;
        await Loop.RunAsync("Sending deliveries", async stopping =>
        {
            if (starting) await writer.WriteAsync(unit => DeliveryClaims.Free(unit, long.MaxValue));
            starting = false;
            if (await RoundAsync(stopping) == 0) await deliveries.Queued.WaitAsync(await PauseAsync(stopping), time, stopping);
        }, time, log, stoppingToken);
        await DrainAsync();
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var next = await DeliveryClaims.NextAsync(database, now, cancellationToken);
        return next == 0 || next - now > Sweep.TotalMilliseconds ? Sweep : TimeSpan.FromMilliseconds(next - now);
    }

    private List<DeliveryRow> Take(Unit unit, List<string> channels)
    {
        var rows = new List<DeliveryRow>();
        foreach (var channel in channels)
        {
            var room = Math.Min(Room(channel), Most - Running() - rows.Count);
            if (room > 0) rows.AddRange(DeliveryClaims.Take(unit, channel, node.Id, room));
        }

        return rows;
    }

    private void Start(DeliveryRow row)
    {
        lock (_gate) _running[row.Channel] = _running.GetValueOrDefault(row.Channel) + 1;
        var task = Task.Run(() => sender.RunAsync(row));
        lock (_gate) _tasks.Add(task);
        _ = task.ContinueWith(done =>
        {
            lock (_gate)
            {
                _tasks.Remove(done);
                _running[row.Channel]--;
            }

            deliveries.Queued.Set();
        }, TaskScheduler.Default);
    }

    private int Room(string channel)
    {
        lock (_gate) return MostPerChannel - _running.GetValueOrDefault(channel);
    }

    private int Running()
    {
        lock (_gate) return _running.Values.Sum();
    }
}
