namespace Crm.Tests.Support;

/// <summary>
/// The one fake clock. Timers, delays and time stamps run on elapsed time, which only <see cref="Advance"/> moves;
/// setting <see cref="Now"/> is a jump of the wall clock, as an operator or NTP makes it, and fires nothing.
/// </summary>
public sealed class FakeTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now;
    private long _elapsed;
    private long _created;

    /// <summary>Starts on Monday 2026-03-02 at 10:00 in Shanghai, an ordinary working hour, unless told otherwise.</summary>
    public FakeTime(DateTimeOffset? start = null) =>
        _now = (start ?? new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    public DateTimeOffset Now
    {
        get { lock (_gate) return _now; }
        set { lock (_gate) _now = value.ToUniversalTime(); }
    }

    /// <summary>Armed timers: lets a test wait until a loop has gone to sleep before it turns the clock.</summary>
    public int PendingTimers
    {
        get { lock (_gate) return _timers.Count; }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp()
    {
        lock (_gate) return _elapsed;
    }

    /// <summary>Moves on and runs every timer that falls due on the way, on this thread, each at its own instant,
    /// equal ones in the order they were made. A timer armed by a callback takes part.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long target;
        lock (_gate) target = _elapsed + by.Ticks;
        while (NextUntil(target) is { } due)
            due.Run();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        FakeTimer timer;
        lock (_gate) timer = new FakeTimer(this, callback, state, _created++);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? NextUntil(long target)
    {
        lock (_gate)
        {
            var next = _timers.Where(t => t.Due <= target).OrderBy(t => t.Due).ThenBy(t => t.Order).FirstOrDefault();
            MoveTo(Math.Max(_elapsed, next?.Due ?? target));
            if (next is null)
                return null;
            if (next.Period > 0)
                next.Due += next.Period;
            else
                _timers.Remove(next);
            return next;
        }
    }

    private void MoveTo(long elapsed)
    {
        _now += TimeSpan.FromTicks(elapsed - _elapsed);
        _elapsed = elapsed;
    }

    private sealed class FakeTimer(FakeTime clock, TimerCallback callback, object? state, long order) : ITimer
    {
        private bool _disposed;

        public long Order => order;

        public long Due { get; set; }

        public long Period { get; private set; }

        public void Run() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed)
                    return false;
                clock._timers.Remove(this);
                Period = Math.Max(0, period.Ticks);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock._elapsed + dueTime.Ticks;
                clock._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
