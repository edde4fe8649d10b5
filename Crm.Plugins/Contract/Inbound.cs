using System.Net;
using Microsoft.AspNetCore.Http;

namespace Crm.Plugins.Contract;

/// <summary>One HTTP request to a channel, body already read within the manifest's limit.</summary>
/// <param name="Method">Upper-case HTTP method, already checked against the manifest.</param>
/// <param name="Path">The path below <c>/in/{plugin}/</c>, without a leading slash, such as <c>inquiries</c>.</param>
/// <param name="RouteValues">Values of the manifest's route template, such as <c>corp</c> and <c>agent</c>.</param>
/// <param name="Caller">Id of the API key for routes with <c>"auth": "api-key"</c>; null elsewhere.</param>
/// <param name="ReceivedAt">UTC, when the request line was read.</param>
public sealed record InboundRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> RouteValues,
    IQueryCollection Query,
    IHeaderDictionary Headers,
    ReadOnlyMemory<byte> Body,
    IPAddress? RemoteAddress,
    string? Caller,
    DateTimeOffset ReceivedAt);

/// <summary>What an adapter made of a request: things to store, sources to pull, and the answer.</summary>
public sealed record InboundResult
{
    /// <summary>Stored in one transaction, in this order, before <see cref="Reply"/> is asked.</summary>
    public IReadOnlyList<InboundItem> Items { get; init; } = [];

    /// <summary>Sources to pull soon; remembered durably with the items.</summary>
    public IReadOnlyList<PullWake> Wakes { get; init; } = [];

    /// <summary>Builds the answer from what became of <see cref="Items"/>, one receipt each in the same order.</summary>
    public required Func<IReadOnlyList<CaptureReceipt>, ChannelReply> Reply { get; init; }

    /// <summary>Nothing to store, only an answer.</summary>
    public static InboundResult Answer(ChannelReply reply) => new() { Reply = _ => reply };
}

/// <summary>The HTTP answer of a channel route.</summary>
/// <param name="Status">HTTP status code.</param>
public sealed record ChannelReply(
    int Status,
    string? ContentType = null,
    ReadOnlyMemory<byte> Body = default,
    IReadOnlyDictionary<string, string>? Headers = null);

/// <summary>A source of <see cref="IChannelPull"/>.</summary>
/// <param name="Key">Unique within the plugin, at most 200 characters.</param>
/// <param name="IdleInterval">How often to look without being woken.</param>
public sealed record PullSource(string Key, TimeSpan IdleInterval);

/// <summary>Asks for a pull. A wake that comes during a pull causes another one.</summary>
/// <param name="Key">The source.</param>
/// <param name="Hint">Passed to the next <see cref="PullRequest"/>, such as a short-lived token.</param>
public sealed record PullWake(string Key, string? Hint = null);

/// <param name="Cursor">What the last page returned; null at the very first pull.</param>
/// <param name="Hint">The newest wake's hint, given once, or null on an idle poll.</param>
/// <param name="HintAt">When that wake was stored, so that an expired hint can be left out.</param>
public sealed record PullRequest(string Key, string? Cursor, string? Hint, DateTimeOffset? HintAt);

/// <param name="NextCursor">Committed with <paramref name="Items"/>; null keeps the old one.</param>
/// <param name="HasMore">True asks for the next page at once.</param>
/// <param name="RetryAfter">Set when the platform asked to wait; the host pulls this source again after that time.</param>
public sealed record PullResult(IReadOnlyList<InboundItem> Items, string? NextCursor, bool HasMore, TimeSpan? RetryAfter = null);

/// <summary>What the platform knows of a person.</summary>
public sealed record ContactProfile(string? DisplayName, IReadOnlyList<ChannelIdentity> Identities, string? Scene = null);
