using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Runs one claimed operation and tells the handlers how it ended.</summary>
/// <param name="handlers">Asked for at the first outcome, since a handler may itself queue operations.</param>
public sealed class OperationRunner(
    IPluginOutbox plugins, DeliverySettlement settlement, Func<IEnumerable<IOperationHandler>> handlers, TimeProvider time, ILogger<OperationRunner> log)
{
    private readonly Lazy<IOperationHandler[]> _handlers = new(() => [.. handlers()]);

    /// <returns>The request is null where the row cannot be read.</returns>
    internal async Task<(OperationRequest? Request, OperationResult Result)> RunAsync(DeliveryRow row, TimeSpan patience)
    {
        ChannelOperation operation;
        try
        {
            operation = row.ToOperation();
        }
        catch (JsonException exception)
        {
            log.LogError(exception, "Operation {Id} cannot be read", row.Id);
            return (null, new OperationResult.Rejected("unreadable"));
        }

        using var limit = new CancellationTokenSource(patience, time);
        try
        {
            return (operation.Request, await plugins.RunAsync(row.Channel, operation, limit.Token).WaitAsync(limit.Token));
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "Operation {Id} over {Channel} ended without an answer", row.Id, row.Channel);
            return (operation.Request, new OperationResult.Unknown(exception is OperationCanceledException ? "timeout" : "fault"));
        }
    }

    /// <summary>What did not surely happen goes on the shelf for a person; a handler that knows how to find out queues that itself.</summary>
    internal void End(Unit unit, DeliveryRow row, OperationRequest? request, OperationResult result)
    {
        var final = result is OperationResult.Retry retry ? new OperationResult.Rejected(retry.Reason) : result;
        if (request is not null)
            foreach (var handler in _handlers.Value) handler.Handle(unit, row, request, final);
        switch (final)
        {
            case OperationResult.Done:
                settlement.Sent(unit, row, null, null);
                break;
            case OperationResult.Rejected rejected:
                DeliverySettlement.Quietly(unit, row, DeliveryState.Dead, null, rejected.Reason);
                break;
            case OperationResult.Unknown unknown:
                DeliverySettlement.Quietly(unit, row, DeliveryState.Dead, null, $"unknown:{unknown.Reason}");
                break;
        }
    }
}
