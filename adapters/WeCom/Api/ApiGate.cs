namespace Crm.Adapters.WeCom.Api;

/// <summary>
/// Our own limits for one (corp, API): four calls at a time, under 10,000 in any minute, and shut for as long as the
/// platform has blocked us, since calling on lengthens the block.
/// </summary>
internal sealed class ApiGate(TimeProvider time)
{
    private const int FrequencyExceeded = 45009;

    private static readonly TimeSpan MinuteBlock = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HourBlock = TimeSpan.FromMinutes(60);

    private readonly Lock _lock = new();
    // Capacity and refill together stay at the platform's 10,000 a minute.
    private readonly TokenBucket _bucket = new(1000, 9000, time);
    private DateTimeOffset _shutUntil;
    private bool _blockedBefore;

    /// <summary>At most four calls at once; the platform's own limit is not published, five are said to fail.</summary>
    public SemaphoreSlim Slots { get; } = new(4);

    /// <summary>Null = go on; else how long to stay away.</summary>
    public TimeSpan? Enter()
    {
        lock (_lock)
        {
            var shut = _shutUntil - time.GetUtcNow();
            if (shut > TimeSpan.Zero)
                return shut;
        }

        return _bucket.Take();
    }

    /// <summary>The platform refused: a frequency block lasts a minute, and an hour if it comes again at once.</summary>
    public TimeSpan Refused(int code)
    {
        lock (_lock)
        {
            var wait = code != FrequencyExceeded ? Backoff.Between(1, 5) : _blockedBefore ? HourBlock : MinuteBlock;
            _blockedBefore |= code == FrequencyExceeded;
            var until = time.GetUtcNow() + wait;
            if (until > _shutUntil)
                _shutUntil = until;
            return wait;
        }
    }

    public void Passed()
    {
        lock (_lock)
            _blockedBefore = false;
    }
}
