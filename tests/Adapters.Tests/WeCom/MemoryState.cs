using System.Collections.Concurrent;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>Plugin state in memory, with real compare-and-swap and expiry; several nodes may share one.</summary>
internal sealed class MemoryState(TimeProvider time) : IPluginState
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StateEntry> _entries = [];

    public IReadOnlyCollection<string> Keys
    {
        get { lock (_gate) return [.. _entries.Keys]; }
    }

    public Task<StateEntry?> GetAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Live(key));
    }

    public Task<bool> TrySetAsync(string key, string value, long expectedVersion, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        key.Length.ShouldBeLessThanOrEqualTo(200);
        lock (_gate)
        {
            if ((Live(key)?.Version ?? 0) != expectedVersion)
                return Task.FromResult(false);
            _entries[key] = new StateEntry(value, expectedVersion + 1, expiresAt);
            return Task.FromResult(true);
        }
    }

    public Task<bool> TryRemoveAsync(string key, long expectedVersion, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Live(key)?.Version == expectedVersion && _entries.Remove(key));
    }

    private StateEntry? Live(string key) =>
        _entries.TryGetValue(key, out var entry) && !(entry.ExpiresAt <= time.GetUtcNow()) ? entry : null;
}
