namespace Crm.Plugins.Contract;

/// <summary>
/// A plugin's own small values in the shared store (tokens, counters, references), seen by every node.
/// Writes are durable when the call returns. Keys are at most 200 characters, values at most 64 KiB.
/// </summary>
public interface IPluginState
{
    /// <summary>The entry, or null if there is none or it has expired.</summary>
    Task<StateEntry?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Compare-and-swap: stores the value if the present version is <paramref name="expectedVersion"/>
    /// (0 = there must be no live entry). Returns false if somebody else was first.
    /// </summary>
    Task<bool> TrySetAsync(string key, string value, long expectedVersion, DateTimeOffset? expiresAt, CancellationToken cancellationToken);

    /// <summary>Removes the entry if it still has this version.</summary>
    Task<bool> TryRemoveAsync(string key, long expectedVersion, CancellationToken cancellationToken);
}

/// <param name="Version">1 for the first value, then counting up.</param>
public sealed record StateEntry(string Value, long Version, DateTimeOffset? ExpiresAt);

/// <summary>An entry set whatever was there before; size limits as of <see cref="IPluginState"/>.</summary>
public sealed record StateValue(string Key, string Value, DateTimeOffset? ExpiresAt = null);
