using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Starts a pull for every source that was woken or has been idle long enough, one at a time per source.</summary>
public sealed class PullRunner(
    Database database, Writer writer, IPluginPulls plugins, Pulls pulls, PullSession session, TimeProvider time, ILogger<PullRunner> log)
    : BackgroundService
{
    private const int Most = 8;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Channel, string Key), Task> _running = [];
    private readonly HashSet<(string Channel, string Key)> _known = [];

    /// <summary>Starts what can be started and returns how many that were.</summary>
    internal async Task<int> RoundAsync(CancellationToken stopping)
    {
        var sources = plugins.Sources;
        await KnowAsync(sources);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var idle = sources.ToDictionary(s => (s.Channel, s.Source.Key), s => s.Source.IdleInterval);
        var started = 0;
        foreach (var row in await PullSources.DueAsync(database, now, stopping))
        {
            var source = (row.Channel, row.Key);
            var interval = idle.TryGetValue(source, out var listed) ? listed : (TimeSpan?)null;
            if (!plugins.Has(row.Channel) || (!row.IsWoken && interval is null)) continue;
            if (Start(source, interval, stopping)) started++;
        }

        return started;
    }

    /// <summary>Waits for the pulls that run.</summary>
    internal async Task DrainAsync()
    {
        Task[] tasks;
        lock (_gate) tasks = [.. _running.Values];
        await Task.WhenAll(tasks);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // On SQLite no other node can be pulling.
        var starting = !database.Dialect.IsPostgres;
        await Loop.RunAsync("Pulling", async stopping =>
        {
            if (starting) await writer.WriteAsync(unit => Leases.FreeAll(unit, PullSession.LeasePrefix));
            starting = false;
            await RoundAsync(stopping);
            await pulls.Woken.WaitAsync(await PauseAsync(stopping), time, stopping);
        }, time, log, stoppingToken);
        await DrainAsync();
    }

    /// <summary>A source seen for the first time, at start or because its plugin started late, is pulled once.</summary>
    private async Task KnowAsync(IReadOnlyList<(string Channel, PullSource Source)> sources)
    {
        var fresh = sources.Where(s => !_known.Contains((s.Channel, s.Source.Key))).ToList();
        if (fresh.Count == 0) return;
        await writer.WriteAsync(unit =>
        {
            foreach (var (channel, source) in fresh) PullSources.Know(unit, channel, source.Key);
        });
        foreach (var (channel, source) in fresh) _known.Add((channel, source.Key));
    }

    private bool Start((string Channel, string Key) source, TimeSpan? idle, CancellationToken stopping)
    {
        lock (_gate)
        {
            if (_running.Count >= Most || _running.ContainsKey(source)) return false;
            _running[source] = Task.Run(() => RunAsync(source, idle, stopping), CancellationToken.None);
            return true;
        }
    }

    private async Task RunAsync((string Channel, string Key) source, TimeSpan? idle, CancellationToken stopping)
    {
        var again = false;
        try
        {
            again = await session.RunAsync(source.Channel, source.Key, idle, stopping);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Pulling {Channel} {Key} could not be recorded", source.Channel, source.Key);
        }
        finally
        {
            lock (_gate) _running.Remove(source);
            if (again) pulls.Woken.Set();
        }
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        var wait = await PullSources.NextAsync(database, cancellationToken) - time.GetUtcNow().ToUnixTimeMilliseconds();
        return wait <= 0 || wait > Sweep.TotalMilliseconds ? Sweep : TimeSpan.FromMilliseconds(wait);
    }
}
