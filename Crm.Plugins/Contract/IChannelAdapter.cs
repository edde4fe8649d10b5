namespace Crm.Plugins.Contract;

/// <summary>
/// A channel in both directions. The adapter verifies, parses and classifies; the host stores, retries and
/// acknowledges. An adapter keeps no message in memory that it has answered for.
/// </summary>
public interface IChannelAdapter
{
    /// <summary>
    /// Turns one HTTP request below <c>/in/{plugin}/</c> into messages and an answer. Makes no outbound call,
    /// unless to fetch the keys it is verified with.
    /// The answer is sent only after everything in the result is committed. A throw answers 500 and stores nothing.
    /// </summary>
    Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Sends one message. Called at least once per <see cref="OutboundMessage.Id"/>, which the adapter passes on as
    /// the platform's idempotency key where there is one. A throw counts as <see cref="SendResult.Unknown"/>.
    /// </summary>
    Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken);
}

/// <summary>Optional: a channel whose content must be fetched. The host runs it under a lease, one run per source.</summary>
public interface IChannelPull
{
    /// <summary>Sources polled at start and every <see cref="PullSource.IdleInterval"/> even if nobody woke them.</summary>
    IReadOnlyList<PullSource> Sources { get; }

    /// <summary>Fetches one page. Items and cursor are committed together before the next call.</summary>
    Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellationToken);
}

/// <summary>Optional: looks a person up on the platform after the first contact, outside any request.</summary>
public interface IContactDirectory
{
    /// <summary>Returns the profile, or null where the platform has none. A throw is retried with back-off.</summary>
    /// <param name="address">The <see cref="InboundItem.LookupAddress"/> the adapter gave.</param>
    Task<ContactProfile?> FindAsync(string address, CancellationToken cancellationToken);
}

/// <summary>Optional: further endpoints in the route group <c>/in/{plugin}</c>, built with the plugin's own container.</summary>
public interface IEndpointModule
{
    /// <summary>Maps endpoints. A throw here, or in building what was mapped, faults this plugin only.</summary>
    void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints);
}
