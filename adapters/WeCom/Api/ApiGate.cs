namespace Crm.Adapters.WeCom.Api;

/// <summary>
/// Our own limits for one (corp, API): four calls at a time, under 10,000 in any minute, and shut for as long as the
/// platform has blocked us, since calling on lengthens the block. Too many at once is no block: then two at a time go on.
/// </summary>
internal sealed class ApiGate(TimeProvider time)
{
    private const int FrequencyExceeded = 45009;
    private const int TooManyAtOnce = 45033;

    private static readonly TimeSpan MinuteBlock = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HourBlock = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan NarrowFor = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    // Capacity and refill together stay at the platform's 10,000 a minute.
    private readonly TokenBucket _bucket = new(1000, 9000, time);
    private DateTimeOffset _shutUntil;
    private DateTimeOffset _narrowUntil;
    private bool _blockedBefore;

    /// <summary>At most four calls at once; the platform's own limit is not published, five are said to fail.</summary>
    private SemaphoreSlim Slots { get; } = new(4);

    private SemaphoreSlim Narrow { get; } = new(2);

    /// <summary>Makes the call when a place is free.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        if (!IsNarrow()) return await InAsync(Slots, call, cancellationToken);
        return await InAsync(Narrow, () => InAsync(Slots, call, cancellationToken), cancellationToken);
    }

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
    /// <returns>How long the call itself should wait.</returns>
    public TimeSpan Refused(int code)
    {
        lock (_lock)
        {
            if (code == TooManyAtOnce)
            {
                _narrowUntil = time.GetUtcNow() + NarrowFor;
                return Backoff.Between(1, 5);
            }

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

    private bool IsNarrow()
    {
        lock (_lock)
            return time.GetUtcNow() < _narrowUntil;
    }

    private static async Task<T> InAsync<T>(SemaphoreSlim places, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await call();
        }
        finally
        {
            places.Release();
        }
    }
}
