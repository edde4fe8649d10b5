using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>The plugins as the outbox sees them; the host implements it over its catalog, barrier included.</summary>
public interface IPluginOutbox
{
    /// <summary>False while this node has no started plugin of that name: its deliveries wait.</summary>
    bool Has(string channel);

    /// <summary>How many messages to that plugin may be on their way at a time; see <see cref="DeliveryPump"/>.</summary>
    int Places(string channel);

    Task<SendResult> SendAsync(string channel, OutboundMessage message, CancellationToken cancellationToken);

    Task<OperationResult> RunAsync(string channel, ChannelOperation operation, CancellationToken cancellationToken);

    Task<ContactProfile?> FindAsync(string channel, string address, CancellationToken cancellationToken);
}

/// <summary>Told in the transaction that settles a delivery, so what it writes holds exactly if the outcome does.</summary>
public interface IDeliveryOutcomeHandler
{
    void Handle(Unit unit, DeliveryRow delivery, DeliveryResult result);
}

/// <summary>Told what a lookup found; null where the platform knows nothing.</summary>
public interface ILookupHandler
{
    void Handle(Unit unit, DeliveryRow delivery, ContactProfile? profile);
}

public enum DeliveryOutcome
{
    /// <summary>The platform took it, or nobody reported otherwise in time.</summary>
    Sent,
    /// <summary>It may or may not have arrived; settled later as <see cref="Sent"/> or <see cref="Dead"/>.</summary>
    Unknown,
    /// <summary>It did not arrive and is on the shelf for a person.</summary>
    Dead,
    /// <summary>It did not arrive here and goes on over its fallback channel.</summary>
    FellBack,
    /// <summary>Its deadline passed.</summary>
    Expired,
}

/// <param name="Reason">A stable code, or <c>unconfirmed</c> for a send nobody reported as failed.</param>
/// <param name="FallbackId">Id of the delivery that takes over.</param>
/// <param name="UpdateCode">Of <see cref="SendResult.Sent"/>.</param>
public sealed record DeliveryResult(DeliveryOutcome Outcome, string? ProviderId = null, string? Reason = null, string? FallbackId = null, string? UpdateCode = null);
