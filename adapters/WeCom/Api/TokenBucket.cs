namespace Crm.Adapters.WeCom.Api;

/// <summary>Lets <paramref name="capacity"/> through at once and <paramref name="perMinute"/> in the long run.</summary>
internal sealed class TokenBucket(int capacity, int perMinute, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _left = capacity;
    private DateTimeOffset _at = time.GetUtcNow();

    /// <summary>Takes one; null if there was one, else how long until there is.</summary>
    public TimeSpan? Take()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _left = Math.Min(capacity, _left + Math.Max(0, (now - _at).TotalMinutes) * perMinute);
            _at = now;
            if (_left < 1)
                return TimeSpan.FromMinutes((1 - _left) / perMinute);
            _left--;
            return null;
        }
    }
}
