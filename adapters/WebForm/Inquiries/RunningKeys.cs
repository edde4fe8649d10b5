using System.Collections.Concurrent;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>
/// Keys whose first request has not been answered yet, in memory only: a crash or a failed commit never leaves an
/// eternal 409. A key not released within <see cref="Longest"/> counts as free, because its request has timed out.
/// </summary>
internal sealed class RunningKeys(TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private const int SweepEvery = 4096;
    private int _holds;
    private readonly ConcurrentDictionary<string, long> _since = new(StringComparer.Ordinal);

    /// <summary>False while somebody else holds the key.</summary>
    public bool TryHold(string key)
    {
        var now = time.GetTimestamp();
        if (Interlocked.Increment(ref _holds) % SweepEvery == 0)
            Sweep(now);
        while (!_since.TryAdd(key, now))
        {
            if (!_since.TryGetValue(key, out var since))
                continue;
            if (time.GetElapsedTime(since, now) < Longest)
                return false;
            if (_since.TryUpdate(key, now, since))
                return true;
        }

        return true;
    }

    public void Release(string key) => _since.TryRemove(key, out _);

    private void Sweep(long now)
    {
        foreach (var (key, since) in _since)
            if (time.GetElapsedTime(since, now) >= Longest)
                _since.TryRemove(new KeyValuePair<string, long>(key, since));
    }
}
