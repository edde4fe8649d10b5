using System.Collections.Concurrent;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WebForm;

/// <summary>A plugin's state as several nodes see it, in one process.</summary>
internal sealed class MemoryState : IPluginState
{
    private readonly ConcurrentDictionary<string, StateEntry> _entries = new();

    public int Writes { get; private set; }

    public Task<StateEntry?> GetAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_entries.GetValueOrDefault(key));

    public Task<bool> TrySetAsync(string key, string value, long expectedVersion, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        Writes++;
        var entry = new StateEntry(value, expectedVersion + 1, expiresAt);
        return Task.FromResult(expectedVersion == 0
            ? _entries.TryAdd(key, entry)
            : _entries.TryGetValue(key, out var old) && old.Version == expectedVersion && _entries.TryUpdate(key, entry, old));
    }

    public Task<bool> TryRemoveAsync(string key, long expectedVersion, CancellationToken cancellationToken) =>
        Task.FromResult(_entries.TryGetValue(key, out var old) && old.Version == expectedVersion
            && _entries.TryRemove(new KeyValuePair<string, StateEntry>(key, old)));
}
