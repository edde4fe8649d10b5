using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Intake;

/// <summary>
/// Handles what waits in the inbox: each item in one transaction with everything that follows from it, in the order of
/// its conversation. What cannot be handled after some tries is quarantined for a person, never dropped.
/// </summary>
public sealed class InboxPump(Database database, Writer writer, ChatIntake chat, ReadAhead ahead, InboxSignal signal, TimeProvider time, ILogger<InboxPump> log)
    : BackgroundService
{
    private const int MostAttempts = 5;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Loop.RunAsync("The inbox", async cancellationToken =>
        {
            if (await RunOnceAsync(cancellationToken) == 0) await signal.Arrived.WaitAsync(Sweep, time, cancellationToken);
        }, time, log, stoppingToken);

    /// <summary>One round; returns how many items were settled.</summary>
    internal async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var ids = (await InboxStore.QueueAsync(database, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken)).ToList();
        // Whoever waits for a welcome does not wait for the language model.
        var doubtful = await ahead.DoubtfulAsync(ids, cancellationToken);
        var done = await HandleAsync(ids.Except(doubtful.Select(message => message.Id)));
        await ahead.ReadAsync(doubtful, cancellationToken);
        return done + await HandleAsync(doubtful.Select(message => message.Id));
    }

    /// <summary>Queued together they share commits; the writer keeps their order.</summary>
    private async Task<int> HandleAsync(IEnumerable<string> ids) => (await Task.WhenAll(ids.Select(HandleAsync))).Count(settled => settled);

    private async Task<bool> HandleAsync(string id)
    {
        try
        {
            return await writer.WriteAsync(unit =>
            {
                if (InboxStore.Take(unit, id) is not { } row) return false;
                InboxStore.Settle(unit, id, chat.Handle(unit, row, ItemJson.ReadItem(row.Item)));
                return true;
            });
        }
        catch (Exception exception) when (exception is not StoreBusyException)
        {
            log.LogError(exception, "Inquiry {Id} could not be handled", id);
            await PutBackAsync(id, exception);
            return false;
        }
    }

    private Task PutBackAsync(string id, Exception exception) => writer.WriteAsync(unit =>
    {
        if (InboxStore.Take(unit, id) is not { } row) return;
        var fault = exception.GetType().Name;
        if (row.Attempts + 1 < MostAttempts)
        {
            InboxStore.Delay(unit, id, unit.NowMs + (1000L << (int)row.Attempts), fault);
            return;
        }

        InboxStore.Settle(unit, id, new Settlement(Words.Parse<InboundKind>(row.Kind) is InboundKind.Message or InboundKind.ContactAdded ? "quarantined" : null, null), fault);
        Alerts.Raise(unit, "inquiry-unhandled", id, $"A {row.Kind} could not be handled: {fault}");
    });
}
