using System.Threading.Channels;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Scheduling;

/// <summary>
/// Arms one alarm per distinct due second of the coming hour, however many steps fall on it. Arming happens here, off
/// the writer's thread and after the commit; a bell that is not armed costs a step five seconds at most.
/// </summary>
public sealed class Bells(Database database, AlarmClock clock, StepRunner runner, Steps steps, TimeProvider time, ILogger<Bells> log)
    : BackgroundService
{
    private const int Most = 20_000;
    private static readonly TimeSpan Horizon = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<long> _armed = [];
    private readonly Channel<long> _wanted = Channel.CreateBounded<long>(new BoundedChannelOptions(Most) { SingleReader = true });

    internal int ArmedCount
    {
        get { lock (_gate) return _armed.Count; }
    }

    /// <summary>Wants a bell for this second, unless it is far off or armed already. Never blocks.</summary>
    public void Arm(long second)
    {
        var now = time.GetUtcNow();
        if (second <= now.ToUnixTimeMilliseconds())
        {
            runner.Ring(0);
            return;
        }

        if (second > (now + Horizon).ToUnixTimeMilliseconds()) return;
        lock (_gate)
        {
            if (!_armed.Add(second)) return;
        }

        if (!_wanted.Writer.TryWrite(second)) Forget(second);
    }

    /// <summary>Arms the coming hour from the rows: at start, and every ten minutes on one of the nodes.</summary>
    public async Task ArmComingAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (_gate) _armed.RemoveWhere(second => second <= now.ToUnixTimeMilliseconds());
        var coming = await StepClaims.ComingAsync(database, now.ToUnixTimeMilliseconds(), (now + Horizon).ToUnixTimeMilliseconds(), cancellationToken);
        foreach (var second in coming) Arm(second);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        steps.Bell = Arm;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var starting = true;
        await Loop.RunAsync("Arming bells", async stopping =>
        {
            if (starting) await ArmComingAsync(stopping);
            starting = false;
            var second = await _wanted.Reader.ReadAsync(stopping);
            try
            {
                await clock.ArmAsync(second, stopping);
            }
            catch
            {
                Forget(second);
                throw;
            }
        }, time, log, stoppingToken);
    }

    private void Forget(long second)
    {
        lock (_gate) _armed.Remove(second);
    }
}
