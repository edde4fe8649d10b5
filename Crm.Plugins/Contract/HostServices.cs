using Microsoft.AspNetCore.Http;

namespace Crm.Plugins.Contract;

/// <summary>Keeps files a channel was given. In every plugin's container.</summary>
public interface IHostUploads
{
    /// <summary>Stores a file and returns its id for <see cref="IHostMedia"/>. Whoever stores one has checked its size and kind.</summary>
    Task<string> AddAsync(MediaContent content, CancellationToken cancellationToken);
}

/// <summary>The life of this host. In every plugin's container.</summary>
public interface IHostLife
{
    /// <summary>Cancelled as soon as the host begins to stop: long answers and sockets end now.</summary>
    CancellationToken Stopping { get; }
}

/// <summary>Optional: how the host's own refusals on this plugin's routes read (too large, busy, no such route), for platforms whose clients expect a form.</summary>
public interface IRefusals
{
    /// <summary>The answer to send instead; null for the host's own. Must not throw.</summary>
    ChannelReply? Refuse(HostRefusal refusal);
}

/// <param name="Path">Below <c>/in/{plugin}/</c>, without a leading slash.</param>
/// <param name="Status">What the host would answer.</param>
/// <param name="Code">The host's stable code, such as <c>body-too-large</c> or <c>capture-busy</c>.</param>
/// <param name="RetryAfter">Null where coming again does not help.</param>
public sealed record HostRefusal(string Method, string Path, IHeaderDictionary Headers, int Status, string Code, string Title, TimeSpan? RetryAfter);
