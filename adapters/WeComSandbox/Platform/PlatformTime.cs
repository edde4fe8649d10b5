namespace Crm.Adapters.WeComSandbox;

/// <summary>
/// The platform's own clock: the host's clock and how far the sandbox has been put ahead of it. Lives, windows and
/// quotas run on it. What travels over the wire carries the host's time, because the receiver compares it with its own.
/// Timers keep the host's pace, so that a jump does not cut off a callback under way.
/// </summary>
public sealed class PlatformTime : TimeProvider
{
    private readonly TimeProvider _wall;
    private readonly Lock _gate;
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> _due = new();
    private readonly ITimer _timer;
    private TimeSpan _ahead;
    private long _order;

    internal PlatformTime(TimeProvider wall, Lock gate)
    {
        (_wall, _gate) = (wall, gate);
        _timer = wall.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How far this clock is ahead of the host's.</summary>
    public TimeSpan Ahead
    {
        get { lock (_gate) return _ahead; }
    }

    internal TimeProvider Wall => _wall;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _wall.GetUtcNow() + _ahead;
    }

    public override long GetTimestamp() => _wall.GetTimestamp();

    public override long TimestampFrequency => _wall.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _wall.LocalTimeZone;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _wall.CreateTimer(callback, state, dueTime, period);

    /// <summary>Puts the clock ahead; everything that falls due on the way happens at its own instant, in order.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_gate)
        {
            var target = _ahead + by;
            while (_due.TryPeek(out _, out var next) && next.Due - _wall.GetUtcNow() <= target)
            {
                _ahead = Max(_ahead, next.Due - _wall.GetUtcNow());
                _due.Dequeue()();
            }

            _ahead = target;
            Arm();
        }
    }

    /// <summary>Does something, under the platform's lock, once the time has come.</summary>
    internal void At(DateTimeOffset due, Action act)
    {
        lock (_gate)
        {
            _due.Enqueue(act, (due, _order++));
            Arm();
        }
    }

    /// <summary>Catches up where the host's clock has jumped without its timers.</summary>
    internal void RunDue()
    {
        lock (_gate)
        {
            while (_due.TryPeek(out _, out var next) && next.Due <= GetUtcNow())
                _due.Dequeue()();
            Arm();
        }
    }

    private void Arm()
    {
        if (!_due.TryPeek(out _, out var next))
            return;
        // A timer takes at most some seven weeks; it is armed again when it has run.
        var wait = Max(TimeSpan.Zero, next.Due - GetUtcNow());
        _timer.Change(wait < TimeSpan.FromDays(30) ? wait : TimeSpan.FromDays(30), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
