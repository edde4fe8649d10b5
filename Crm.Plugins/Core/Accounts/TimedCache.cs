using System.Collections.Concurrent;

namespace Crm.Plugins.Core.Accounts;

/// <summary>Answers of the store, kept for a short while; callers who ask at the same time share one look-up.</summary>
internal sealed class TimedCache<T>(TimeSpan life, TimeProvider time)
{
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public Task<T> GetAsync(string key, Func<string, Task<T>> load)
    {
        var now = time.GetTimestamp();
        if (_entries.TryGetValue(key, out var old) && time.GetElapsedTime(old.At, now) < life && !old.Value.IsFaulted) return old.Value;

        // Guessed keys fill it too; starting anew costs one look-up per key in use.
        if (_entries.Count >= Most) _entries.Clear();
        var fresh = new Entry(now, new Lazy<Task<T>>(() => load(key)));
        return _entries.AddOrUpdate(key, fresh, (_, present) => ReferenceEquals(present, old) ? fresh : present).Value;
    }

    public void Forget(string key) => _entries.TryRemove(key, out _);

    private sealed class Entry(long at, Lazy<Task<T>> value)
    {
        public long At => at;

        public Task<T> Value => value.Value;
    }
}
