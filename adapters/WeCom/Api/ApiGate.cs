namespace Crm.Adapters.WeCom.Api;

/// <summary>
/// Our own limits for one (corp, API): four calls at a time, under 10,000 in any minute and 150,000 in any hour
/// (spec/wecom.md 4.9), and shut for as long as the platform has blocked us, since calling on lengthens the block. Too
/// many at once is no block: fewer go on.
/// </summary>
internal sealed class ApiGate(TimeProvider time)
{
    private const int FrequencyExceeded = 45009;
    private const int MostAtOnce = 4;

    /// <summary>Fewer would let welcomes come too late.</summary>
    private const int LeastAtOnce = 2;

    /// <summary>So many failures in a row without a single answer, and the rest waits for one call to try.</summary>
    private const int FailuresToShut = 5;

    private static readonly TimeSpan MinuteBlock = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HourBlock = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan FewerAtOnce = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    // Capacity and refill together stay at the platform's 10,000 a minute and 150,000 an hour.
    private readonly TokenBucket _minute = new(1000, 9000, time);
    private readonly TokenBucket _hour = new(30_000, 2000, time);
    private DateTimeOffset _shutUntil;
    private DateTimeOffset _fewerUntil;
    private int _withheld;
    private int _failures;
    private bool _blockedBefore;

    /// <summary>The platform's own limit is not published; five at once are said to fail.</summary>
    private SemaphoreSlim Slots { get; } = new(MostAtOnce);

    /// <summary>How many more calls may go at once now.</summary>
    public int Free => Slots.CurrentCount;

    /// <summary>Makes the call when a place is free.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await Slots.WaitAsync(cancellationToken);
        try
        {
            return await call();
        }
        finally
        {
            Slots.Release();
        }
    }

    /// <summary>Null = go on; else how long to stay away.</summary>
    public TimeSpan? Enter()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_shutUntil > now)
                return _shutUntil - now;
            if (_withheld > 0 && _fewerUntil <= now)
            {
                Slots.Release(_withheld);
                _withheld = 0;
            }
        }

        return _minute.Take() ?? _hour.Take();
    }

    /// <summary>The platform refused: a frequency block lasts a minute, and an hour if it comes again at once. Too many at once: fewer for a while.</summary>
    /// <returns>How long the call itself should wait.</returns>
    public TimeSpan Refused(int code)
    {
        lock (_lock)
        {
            if (code != FrequencyExceeded)
            {
                Narrow();
                return Backoff.Between(1, 5);
            }

            var wait = _blockedBefore ? HourBlock : MinuteBlock;
            _blockedBefore = true;
            Shut(wait);
            return wait;
        }
    }

    public void Passed()
    {
        lock (_lock)
        {
            _blockedBefore = false;
            _failures = 0;
        }
    }

    /// <summary>No answer, or the platform was busy.</summary>
    public void Failed()
    {
        lock (_lock)
        {
            if (++_failures < FailuresToShut)
                return;
            // The next failure shuts again: one call tries, the others wait.
            _failures = FailuresToShut - 1;
            Shut(Rest);
        }
    }

    private void Narrow()
    {
        _fewerUntil = time.GetUtcNow() + FewerAtOnce;
        if (_withheld < MostAtOnce - LeastAtOnce && Slots.Wait(0))
            _withheld++;
    }

    private void Shut(TimeSpan wait)
    {
        var until = time.GetUtcNow() + wait;
        if (until > _shutUntil)
            _shutUntil = until;
    }
}
