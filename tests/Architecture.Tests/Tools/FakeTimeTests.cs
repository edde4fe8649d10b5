using Crm.Tests.Support;

namespace Architecture.Tests.Tools;

public class FakeTimeTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Timers_fire_in_the_order_they_fall_due_each_at_its_own_instant()
    {
        var fired = new List<string>();
        var start = _time.Now;
        using var late = Timer("late", 5);
        using var first = Timer("first", 2);
        using var second = Timer("second", 2);

        _time.Advance(TimeSpan.FromSeconds(4.9));
        fired.ShouldBe(["first+2", "second+2"]);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        fired.ShouldBe(["first+2", "second+2", "late+5"]);

        ITimer Timer(string name, int seconds) => _time.CreateTimer(
            _ => fired.Add($"{name}+{(_time.Now - start).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_periodic_timer_fires_once_per_period_until_it_is_disposed()
    {
        var count = 0;
        var timer = _time.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(3));
        count.ShouldBe(3);
        _time.PendingTimers.ShouldBe(0);
    }

    [Fact]
    public void A_timer_armed_by_a_callback_takes_part_in_the_same_advance()
    {
        var fired = false;
        using var outer = _time.CreateTimer(
            _ => _time.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(2));
        fired.ShouldBeTrue();
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_has_moved_on_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(10), _time, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(9));
        delay.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }

    [Fact]
    public void Setting_the_wall_clock_back_leaves_time_stamps_monotonic()
    {
        var stamp = _time.GetTimestamp();
        _time.Now -= TimeSpan.FromHours(1);
        _time.Advance(TimeSpan.FromSeconds(3));
        _time.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromSeconds(3));
    }
}
