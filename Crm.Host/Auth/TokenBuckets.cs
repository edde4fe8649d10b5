using System.Collections.Concurrent;

namespace Crm.Host.Auth;

/// <summary>Token buckets by key, on this node: each refills steadily and holds a burst.</summary>
internal sealed class TokenBuckets(TimeProvider time)
{
    private const int Crowded = 50_000;
    private static readonly TimeSpan CleanEvery = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private long _cleaned;

    /// <summary>False with the time until the next one where the bucket is empty.</summary>
    public bool TryTake(string key, int perMinute, int burst, out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        if (_buckets.Count >= Crowded) DropFull(now);
        var bucket = _buckets.GetOrAdd(key, static (_, start) => new Bucket { Left = start.burst, At = start.now }, (burst, now));
        lock (bucket)
        {
            bucket.Refill(time.GetElapsedTime(bucket.At, now), now, perMinute, burst);
            wait = TimeSpan.Zero;
            if (bucket.Left >= 1)
            {
                bucket.Left--;
                return true;
            }

            wait = TimeSpan.FromMinutes((1 - bucket.Left) / perMinute);
            return false;
        }
    }

    /// <summary>Undoes one take.</summary>
    public void GiveBack(string key)
    {
        if (!_buckets.TryGetValue(key, out var bucket)) return;
        lock (bucket) bucket.Left++;
    }

    private void DropFull(long now)
    {
        var last = Interlocked.Read(ref _cleaned);
        if (time.GetElapsedTime(last, now) < CleanEvery || Interlocked.CompareExchange(ref _cleaned, now, last) != last) return;
        foreach (var (key, bucket) in _buckets)
            lock (bucket)
                if (bucket.IsFull(time.GetElapsedTime(bucket.At, now))) _buckets.TryRemove(key, out _);
    }

    private sealed class Bucket
    {
        private int _perMinute;
        private int _burst = int.MaxValue;

        public double Left { get; set; }

        public long At { get; set; }

        public void Refill(TimeSpan elapsed, long now, int perMinute, int burst)
        {
            (_perMinute, _burst) = (perMinute, burst);
            if (elapsed > TimeSpan.Zero) (Left, At) = (After(elapsed), now);
        }

        public bool IsFull(TimeSpan elapsed) => After(elapsed) >= _burst;

        private double After(TimeSpan elapsed) => Math.Min(_burst, Left + elapsed.TotalMinutes * _perMinute);
    }
}
