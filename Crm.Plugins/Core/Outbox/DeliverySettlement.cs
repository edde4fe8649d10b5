using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Ends a delivery in one of its final states and tells the handlers, all in the caller's transaction.</summary>
/// <param name="handlers">Asked for at the first outcome, since a handler may itself queue deliveries.</param>
public sealed class DeliverySettlement(Func<IEnumerable<IDeliveryOutcomeHandler>> handlers)
{
    private const string SettleSql = """
        update delivery set state = @state, provider_id = coalesce(@provider_id, provider_id), reason = @reason, next_at = @next_at,
            sent_at = coalesce(@sent_at, sent_at), claimed_by = null, claimed_until = null
        where id = @id
        """;

    private static readonly TimeSpan Confirmation = TimeSpan.FromSeconds(60);

    private readonly Lazy<IDeliveryOutcomeHandler[]> _handlers = new(() => [.. handlers()]);

    public void Sent(Unit unit, DeliveryRow row, string? providerId, string? reason, string? updateCode = null)
    {
        Write(unit, row, DeliveryState.Sent, providerId, reason, unit.NowMs, unit.NowMs);
        Tell(unit, row, new DeliveryResult(DeliveryOutcome.Sent, providerId, reason, UpdateCode: updateCode));
    }

    /// <summary>Sending again could reach the customer twice, so it waits for a report that it failed.</summary>
    public void Unknown(Unit unit, DeliveryRow row, string reason)
    {
        Write(unit, row, DeliveryState.Unknown, null, reason, (unit.Now + Confirmation).ToUnixTimeMilliseconds(), null);
        Tell(unit, row, new DeliveryResult(DeliveryOutcome.Unknown, Reason: reason));
    }

    public void Expired(Unit unit, DeliveryRow row)
    {
        Write(unit, row, DeliveryState.Expired, null, "expired", unit.NowMs, null);
        Tell(unit, row, new DeliveryResult(DeliveryOutcome.Expired, Reason: "expired"));
    }

    /// <summary>It did not arrive here: another channel takes over, or the shelf for a person.</summary>
    public void Fail(Unit unit, DeliveryRow row, string reason, Deliveries deliveries)
    {
        if (reason == "expired")
        {
            Expired(unit, row);
            return;
        }

        Write(unit, row, DeliveryState.Dead, null, reason, unit.NowMs, null);
        string? fallback = null;
        if (row is { FallbackChannel: { } channel, FallbackAddress: { } address })
        {
            var message = row.ToMessage();
            fallback = deliveries.TryAdd(unit, new NewDelivery(channel, address)
            {
                Text = row.Text, CustomerId = row.CustomerId, ConversationId = row.ConversationId, PromiseId = row.PromiseId,
                EffectKey = $"{row.EffectKey ?? row.Id}:fallback", Notice = row.Notice, Values = message.Values, Choices = message.Choices,
                Locale = row.Locale, Deadline = message.Deadline,
            });
        }

        Tell(unit, row, fallback is null
            ? new DeliveryResult(DeliveryOutcome.Dead, Reason: reason)
            : new DeliveryResult(DeliveryOutcome.FellBack, Reason: reason, FallbackId: fallback));
    }

    /// <summary>Without the handlers, because one of them fails on it.</summary>
    internal static void Quietly(Unit unit, DeliveryRow row, DeliveryState state, string? providerId, string reason) =>
        Write(unit, row, state, providerId, reason, unit.NowMs, state == DeliveryState.Sent ? unit.NowMs : null);

    private void Tell(Unit unit, DeliveryRow row, DeliveryResult result)
    {
        foreach (var handler in _handlers.Value) handler.Handle(unit, row, result);
    }

    private static void Write(Unit unit, DeliveryRow row, DeliveryState state, string? providerId, string? reason, long nextAt, long? sentAt) =>
        unit.Add(SettleSql, ("state", (long)state), ("provider_id", providerId), ("reason", reason), ("next_at", nextAt), ("sent_at", sentAt),
            ("id", row.Id));
}
