using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Scheduling;

/// <summary>
/// Handles every step that is due, each in one transaction with its completion. Bells wake it on the second; looking
/// every five seconds on every node is the net below them and needs neither Quartz nor another node.
/// </summary>
public sealed class StepRunner(
    Database database, Writer writer, Node node, IEnumerable<IStepHandler> handlers, TimeProvider time, ILogger<StepRunner> log)
    : BackgroundService
{
    internal const int MostAttempts = 10;
    internal const int BatchSize = 500;
    private const int MostFault = 500;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(2);

    private readonly Lazy<Dictionary<string, IStepHandler>> _handlers = new(() => handlers.ToDictionary(h => h.Kind));
    private readonly Signal _rung = new();
    private long _bell;

    /// <summary>Somebody thinks that steps of this second (epoch milliseconds) are due. Costs nothing if they are not.</summary>
    public void Ring(long second)
    {
        // The alarm clock may be a moment ahead of ours; further ahead it is not believed.
        var known = Volatile.Read(ref _bell);
        while (second > known)
        {
            var seen = Interlocked.CompareExchange(ref _bell, second, known);
            if (seen == known) break;
            known = seen;
        }

        _rung.Set();
    }

    /// <summary>Handles what is due now and returns how many steps that were.</summary>
    internal async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        for (var total = 0; ;)
        {
            var now = time.GetUtcNow();
            var bell = Volatile.Read(ref _bell);
            var due = Math.Max(now.ToUnixTimeMilliseconds(), bell <= (now + ClockSkew).ToUnixTimeMilliseconds() ? bell : 0);
            if (!await StepClaims.AnyDueAsync(database, now.ToUnixTimeMilliseconds(), due, cancellationToken)) return total;
            var steps = await writer.WriteAsync(unit =>
            {
                StepClaims.Free(unit, unit.NowMs);
                return StepClaims.Take(unit, node.Id, due, BatchSize);
            });
            await Task.WhenAll(steps.Select(RunAsync));
            total += steps.Count;
            if (steps.Count < BatchSize) return total;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // On SQLite nobody else can hold a claim, so what is claimed was claimed by a process that died.
        var starting = !database.Dialect.IsPostgres;
        return Loop.RunAsync("The promise clock", async stopping =>
        {
            if (starting) await writer.WriteAsync(unit => StepClaims.Free(unit, long.MaxValue));
            starting = false;
            await RunDueAsync(stopping);
            await _rung.WaitAsync(Sweep, time, stopping);
        }, time, log, stoppingToken);
    }

    internal async Task RunAsync(StepRow step)
    {
        try
        {
            if (step.Attempts > MostAttempts) throw new InvalidOperationException("Claimed again and again without an end.");
            if (!_handlers.Value.TryGetValue(step.Kind, out var handler))
                throw new InvalidOperationException($"No handler is registered for steps of kind '{step.Kind}'.");
            await writer.WriteAsync(unit =>
            {
                // Completed first, so that the handler may set the same step anew.
                if (StepClaims.Complete(unit, step, node.Id)) handler.Handle(unit, step);
            });
        }
        catch (StoreBusyException)
        {
            // Not the step's fault, so not one of its tries that end in death.
            await GiveBackAsync(step);
        }
        catch (Exception exception)
        {
            await FailAsync(step, exception);
        }
    }

    private async Task GiveBackAsync(StepRow step)
    {
        try
        {
            await Task.Delay(BusyPause, time);
            await writer.WriteAsync(unit => StepClaims.GiveBack(unit, step, node.Id));
        }
        catch (StoreBusyException)
        {
            log.LogWarning("The store is too busy for step {Step} of {Subject}; its claim runs out", step.Step, step.SubjectId);
        }
    }

    private async Task FailAsync(StepRow step, Exception exception)
    {
        var dead = step.Attempts >= MostAttempts;
        log.LogError(exception, "Step {Step} of {Subject} failed, try {Attempt}{End}", step.Step, step.SubjectId, step.Attempts, dead ? ": given up" : "");
        var fault = $"{exception.GetType().Name}: {exception.Message}";
        if (fault.Length > MostFault) fault = fault[..MostFault];
        try
        {
            await writer.WriteAsync(unit =>
                StepClaims.Fail(unit, step, node.Id, dead ? null : unit.Now + Backoff.After(step.Attempts), fault));
        }
        catch (Exception again)
        {
            log.LogError(again, "The failure of step {Step} of {Subject} could not be stored; its claim runs out", step.Step, step.SubjectId);
        }
    }
}
