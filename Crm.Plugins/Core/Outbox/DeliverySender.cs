using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Carries out one claimed delivery and stores how it ended.</summary>
public sealed class DeliverySender(
    IPluginOutbox plugins,
    Node node,
    Deliveries deliveries,
    DeliverySettlement settlement,
    DeliveryOutcomes outcomes,
    IEnumerable<ILookupHandler> lookups,
    OperationRunner operations,
    TimeProvider time,
    ILogger<DeliverySender> log,
    IPromiseFacts? promises = null)
{
    internal const int MostAttempts = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly ILookupHandler[] _lookups = [.. lookups];

    internal Task RunAsync(DeliveryRow row) => row switch
    {
        // Claimed again and again without an outcome: whatever it does to the process, it is not tried for ever.
        { Attempts: > MostAttempts } => outcomes.StoreAsync(row, Mine(row), unit => settlement.Fail(unit, row, "no-outcome", deliveries),
            unit => DeliverySettlement.Quietly(unit, row, DeliveryState.Dead, null, "no-outcome")),
        { Kind: "lookup" } => LookupAsync(row),
        { Kind: "operation" } => OperationAsync(row),
        _ => MessageAsync(row),
    };

    private async Task MessageAsync(DeliveryRow row)
    {
        var result = await SendAsync(row);
        await outcomes.StoreAsync(row, Mine(row), unit => Settle(unit, row, result), unit =>
        {
            if (result is SendResult.Sent sent) DeliverySettlement.Quietly(unit, row, DeliveryState.Sent, sent.ProviderId, "handler-failed");
            else DeliverySettlement.Quietly(unit, row, DeliveryState.Dead, null, "handler-failed");
        });
    }

    private void Settle(Unit unit, DeliveryRow row, SendResult result)
    {
        switch (result)
        {
            case SendResult.Sent sent:
                settlement.Sent(unit, row, sent.ProviderId, null, sent.UpdateCode);
                break;
            case SendResult.Retry retry:
                Again(unit, row, retry.After, retry.Reason);
                break;
            case SendResult.Rejected rejected:
                settlement.Fail(unit, row, rejected.Reason, deliveries);
                break;
            case SendResult.Unknown unknown:
                settlement.Unknown(unit, row, unknown.Reason);
                break;
        }
    }

    private async Task<SendResult> SendAsync(DeliveryRow row)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var message = row.ToMessage();
            if (row.PromiseId is { } promise && promises is not null) message = message with { Promise = await promises.FindAsync(promise, patience.Token) };
            return await plugins.SendAsync(row.Channel, message, patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "Sending delivery {Id} over {Channel} ended without an answer", row.Id, row.Channel);
            return new SendResult.Unknown(exception is OperationCanceledException ? "timeout" : "fault");
        }
    }

    private async Task LookupAsync(DeliveryRow row)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var profile = await plugins.FindAsync(row.Channel, row.To, patience.Token).WaitAsync(patience.Token);
            await outcomes.StoreAsync(row, Mine(row), unit =>
            {
                foreach (var lookup in _lookups) lookup.Handle(unit, row, profile);
                settlement.Sent(unit, row, null, null);
            }, unit => Again(unit, row, TimeSpan.Zero, "handler-failed"));
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "Lookup {Id} over {Channel} failed", row.Id, row.Channel);
            await outcomes.StoreAsync(row, Mine(row), unit => Again(unit, row, TimeSpan.Zero, "fault"),
                unit => DeliverySettlement.Quietly(unit, row, DeliveryState.Dead, null, "handler-failed"));
        }
    }

    private async Task OperationAsync(DeliveryRow row)
    {
        var (request, result) = await operations.RunAsync(row, Patience);
        await outcomes.StoreAsync(row, Mine(row), unit =>
        {
            if (result is OperationResult.Retry retry && row.Attempts < MostAttempts) Again(unit, row, retry.After, retry.Reason);
            else operations.End(unit, row, request, result);
        }, unit => DeliverySettlement.Quietly(unit, row, DeliveryState.Dead, null, "handler-failed"));
    }

    private void Again(Unit unit, DeliveryRow row, TimeSpan after, string reason)
    {
        var pause = Backoff.After(row.Attempts);
        var next = unit.Now + (after > pause ? after : pause);
        if (row.Deadline is { } deadline && next.ToUnixTimeMilliseconds() >= deadline) settlement.Expired(unit, row);
        else if (row.Attempts >= MostAttempts) settlement.Fail(unit, row, reason, deliveries);
        else DeliveryClaims.Again(unit, row, next, reason);
    }

    private Func<Unit, bool> Mine(DeliveryRow row) => unit => DeliveryClaims.StillMine(unit, row, node.Id);
}
