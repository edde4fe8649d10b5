using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// Stores outcomes so that nothing can make a delivery go out over and over: what a platform answered is written even
/// if a handler fails on it, then without the handlers.
/// </summary>
public sealed class DeliveryOutcomes(Writer writer, DeliverySettlement settlement, TimeProvider time, ILogger<DeliveryOutcomes> log)
{
    private const int Tries = 3;
    private const int MostBusy = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <param name="mine">The fence; nothing is written where it says no.</param>
    /// <param name="settle">Handlers included.</param>
    /// <param name="otherwise">What to write if <paramref name="settle"/> keeps failing.</param>
    internal async Task StoreAsync(DeliveryRow row, Func<Unit, bool> mine, Action<Unit> settle, Action<Unit> otherwise)
    {
        for (int attempt = 1, busy = 0; attempt <= 2 * Tries; attempt++)
        {
            var write = attempt <= Tries ? settle : otherwise;
            try
            {
                await writer.WriteAsync(unit =>
                {
                    if (mine(unit)) write(unit);
                });
                return;
            }
            catch (StoreBusyException) when (busy++ < MostBusy)
            {
                attempt--;
                await Task.Delay(Pause, time, CancellationToken.None);
            }
            catch (Exception exception)
            {
                log.LogError(exception, "The outcome of delivery {Id} could not be stored, try {Attempt}", row.Id, attempt);
                await Task.Delay(Pause, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Settles what nobody sends any more: deadlines that passed, sends that nobody reported as failed.</summary>
    internal async Task TidyAsync(Database database, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await writer.WriteAsync(unit => DeliveryClaims.Free(unit, unit.NowMs));
        foreach (var row in await DeliveryClaims.ExpiredAsync(database, now, cancellationToken))
            await StoreAsync(row, unit => DeliveryClaims.Still(unit, row, DeliveryState.Queued),
                unit => settlement.Expired(unit, row), unit => DeliverySettlement.Quietly(unit, row, DeliveryState.Expired, null, "expired"));
        foreach (var row in await DeliveryClaims.UnconfirmedAsync(database, now, cancellationToken))
            await StoreAsync(row, unit => DeliveryClaims.Still(unit, row, DeliveryState.Unknown),
                unit => settlement.Sent(unit, row, row.ProviderId, "unconfirmed"),
                unit => DeliverySettlement.Quietly(unit, row, DeliveryState.Sent, row.ProviderId, "unconfirmed"));
    }
}
