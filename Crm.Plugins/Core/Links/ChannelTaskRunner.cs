using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Links;

/// <summary>Runs what is due, one after the other on one node: a platform's limits are per company, not per node.</summary>
public sealed class ChannelTaskRunner(
    Database database, Writer writer, Leases leases, Node node, ChannelTasks tasks, IEnumerable<IChannelTaskHandler> handlers, TimeProvider time,
    ILogger<ChannelTaskRunner> log) : BackgroundService
{
    private const string Lease = "channel-tasks";
    private const long MostAttempts = 8;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, IChannelTaskHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Loop.RunAsync("Asking the channels", async cancellationToken =>
        {
            if (await RunOnceAsync(cancellationToken) == 0) await tasks.Due.WaitAsync(Sweep, time, cancellationToken);
        }, time, log, stoppingToken);

    /// <summary>One round; returns how many tasks were run.</summary>
    internal async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var due = await ChannelTasks.DueAsync(database, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        var run = 0;
        foreach (var task in due.Where(task => _handlers.ContainsKey(task.Kind)))
        {
            if (!await leases.TakeAsync(Lease, node.Id, Length)) break;
            await RunAsync(task, cancellationToken);
            run++;
        }

        return run;
    }

    private async Task RunAsync(ChannelTask task, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(unit => ChannelTasks.Start(unit, task, unit.NowMs + (long)Length.TotalMilliseconds));
        try
        {
            var next = await _handlers[task.Kind].RunAsync(task, cancellationToken);
            await writer.WriteAsync(unit =>
            {
                if (next is null) ChannelTasks.Done(unit, task);
                else ChannelTasks.Later(unit, task, next.Value.ToUnixTimeMilliseconds(), 0, null);
            });
        }
        catch (ChannelReadException refused) when (refused.After is { } after)
        {
            await writer.WriteAsync(unit => ChannelTasks.Later(unit, task, (unit.Now + after).ToUnixTimeMilliseconds(), task.Attempts, refused.Reason));
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not StoreBusyException)
        {
            // A refusal of the platform says all there is to say; only our own faults need their trace.
            var refusal = exception as ChannelReadException;
            log.LogWarning(refusal is null ? exception : null, "Task {Kind} of {Account} failed: {Reason}", task.Kind, task.Account, exception.Message);
            await FailedAsync(task, refusal?.Reason ?? exception.GetType().Name);
        }
    }

    /// <summary>Tried again for some hours, then left to a person. The next wish for the same subject starts over.</summary>
    private Task FailedAsync(ChannelTask task, string fault) => writer.WriteAsync(unit =>
    {
        if (task.Attempts + 1 < MostAttempts)
        {
            ChannelTasks.Later(unit, task, unit.NowMs + (30_000L << (int)task.Attempts), task.Attempts + 1, fault);
            return;
        }

        ChannelTasks.Done(unit, task);
        Alerts.Raise(unit, "channel-unanswered", $"{task.Kind}:{task.Account}", $"The channel does not answer {task.Kind}: {fault}");
    });
}
