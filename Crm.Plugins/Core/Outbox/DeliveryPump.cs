using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// Takes due deliveries and hands them to the plugins: at most 128 at a time, and per channel 4 of each kind of work, or
/// as many messages as the plugin can take at once, so that one slow platform does not hold up the others. What is
/// pointless within a minute goes first and has places of its own beyond these. Wakes after a commit, when one falls due,
/// and every five seconds.
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
    private const int Most = 128;
    private const int MostPerLane = 4;
    private const int MostUrgent = 8;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTidyings = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<DeliveryLane, int> _running = [];
    private readonly HashSet<Task> _tasks = [];
    private long _tidied = long.MinValue;

    /// <summary>Starts what can be started and returns how many that were.</summary>
    internal async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await TidyAsync(now, cancellationToken);
        var due = await DeliveryClaims.LanesAsync(database, now, cancellationToken);
        var open = due.Where(lane => Room(lane) > 0 && plugins.Has(lane.Channel)).OrderByDescending(IsUrgent).ToList();
        if (open.Count == 0) return 0;
        var taken = await writer.WriteAsync(unit => Take(unit, open));
        foreach (var (lane, row) in taken) Start(lane, row);
        return taken.Count;
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

    /// <summary>Under load a round comes every few milliseconds, and what is overdue can wait for a second.</summary>
    private async Task TidyAsync(long now, CancellationToken cancellationToken)
    {
        if (_tidied != long.MinValue && now - _tidied < BetweenTidyings.TotalMilliseconds && now >= _tidied) return;
        _tidied = now;
        if (await DeliveryClaims.OverdueAsync(database, now, cancellationToken) > 0) await outcomes.TidyAsync(database, cancellationToken);
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var next = await DeliveryClaims.NextAsync(database, now, cancellationToken);
        return next == 0 || next - now > Sweep.TotalMilliseconds ? Sweep : TimeSpan.FromMilliseconds(next - now);
    }

    private List<(DeliveryLane Lane, DeliveryRow Row)> Take(Unit unit, List<DeliveryLane> lanes)
    {
        var taken = new List<(DeliveryLane Lane, DeliveryRow Row)>();
        foreach (var lane in lanes)
        {
            var room = IsUrgent(lane) ? Room(lane) : Math.Min(Room(lane), Most - Running() - taken.Count(t => !IsUrgent(t.Lane)));
            if (room > 0) taken.AddRange(DeliveryClaims.Take(unit, lane, node.Id, room).Select(row => (lane, row)));
        }

        return taken;
    }

    private void Start(DeliveryLane lane, DeliveryRow row)
    {
        lock (_gate) _running[lane] = _running.GetValueOrDefault(lane) + 1;
        var task = Task.Run(() => sender.RunAsync(row));
        lock (_gate) _tasks.Add(task);
        _ = task.ContinueWith(done =>
        {
            lock (_gate)
            {
                _tasks.Remove(done);
                _running[lane]--;
            }

            deliveries.Queued.Set();
        }, TaskScheduler.Default);
    }

    private int Room(DeliveryLane lane)
    {
        var most = IsUrgent(lane) ? MostUrgent : lane.Name == DeliveryClaims.Messages ? Math.Max(MostPerLane, plugins.Places(lane.Channel)) : MostPerLane;
        lock (_gate) return most - _running.GetValueOrDefault(lane);
    }

    private int Running()
    {
        lock (_gate) return _running.Where(pair => !IsUrgent(pair.Key)).Sum(pair => pair.Value);
    }

    private static bool IsUrgent(DeliveryLane lane) => lane.Name == DeliveryClaims.Urgent;
}
