using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Shared.Calendars;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Callbacks;

public sealed class PromiseWindowTests
{
    [Theory]
    [InlineData("11-20 10:00:00", 10, "11-20 10:00:00", "11-20 10:10:00")]
    [InlineData("11-20 10:00:00.001", 10, "11-20 10:00:00", "11-20 10:11:00")] // up to the whole minute, as it is told
    [InlineData("11-20 17:55:00", 10, "11-23 09:00:00", "11-23 09:10:00")] // fit: not five minutes on each day
    [InlineData("02-14 17:55:00", 10, "02-24 09:00:00", "02-24 09:10:00")] // nine days of Spring Festival
    [InlineData("11-20 10:05:00", 480, "11-23 09:00:00", "11-23 17:00:00")]
    [InlineData("11-20 09:00:00", 600, "11-20 09:00:00", "11-23 10:00:00")] // longer than a day: carried
    public void C01_a_call_at_once_is_promised_in_business_minutes_of_one_opening(string request, int minutes, string start, string due)
    {
        var window = PromiseWindows.Asap(At(request), TimeSpan.FromMinutes(minutes), OfficeCalls);
        window.Start.Say().ShouldBe(start);
        window.DueAt.Say().ShouldBe(due);
        (window.DueAt.Ticks % TimeSpan.TicksPerMinute).ShouldBe(0);
    }

    [Theory]
    [InlineData("11-20 22:30:00", 10, "11-21 08:10:00")]
    [InlineData("11-20 20:55:00", 10, "11-21 08:10:00")] // would end after 21:00
    [InlineData("11-20 20:50:00", 10, "11-20 21:00:00")]
    [InlineData("11-20 03:00:00", 60, "11-20 09:00:00")]
    [InlineData("11-20 20:00:00", 900, "11-21 11:00:00")] // longer than the customer's day: it only begins in it
    public void C12_a_desk_that_never_closes_still_lets_the_customer_sleep(string request, int minutes, string due) =>
        PromiseWindows.Asap(At(request), TimeSpan.FromMinutes(minutes), CallTimes.Of(Always, "Asia/Shanghai")).DueAt.Say().ShouldBe(due);

    [Fact]
    public void C12_the_customers_own_zone_counts() =>
        // Urumqi is two hours behind: 09:00 in Shanghai is 07:00 there.
        PromiseWindows.Asap(At("11-20 09:00"), TimeSpan.FromMinutes(10), CallTimes.Of(Office, "Asia/Urumqi")).DueAt.Say().ShouldBe("11-20 10:10:00");

    [Fact]
    public void C12_a_safety_complaint_is_called_at_any_time() =>
        PromiseWindows.AroundTheClock(At("11-21 03:00:00.5"), TimeSpan.FromMinutes(10)).DueAt.Say().ShouldBe("11-21 03:11:00");

    [Theory]
    [InlineData("11-20 10:10:00", "11-20 10:40:00")]
    [InlineData("11-20 17:45:00", "11-23 09:30:00")]
    public void C10_the_new_time_after_a_breach_is_half_an_hour_or_first_thing_next_opening(string now, string due) =>
        PromiseWindows.AfterABreach(At(now), OfficeCalls).DueAt.Say().ShouldBe(due);

    [Fact]
    public void A_desk_and_a_customer_that_never_meet_are_an_error_and_no_endless_loop() =>
        Should.Throw<NoOpenTimeException>(() => PromiseWindows.Asap(At("11-20 10:00"), TimeSpan.FromMinutes(10), CallTimes.Of(Daily(22, 24), "Asia/Shanghai")));

    [Fact]
    public void C01_over_a_year_of_instants_a_window_is_open_awake_and_long_enough()
    {
        var random = new Random(20);
        BusinessCalendar[] desks = [Office, Always, Daily(7, 23), Daily(13, 16)];
        string[] zones = ["Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/New_York"];
        for (var i = 0; i < 500; i++)
        {
            var times = CallTimes.Of(desks[random.Next(desks.Length)], zones[random.Next(zones.Length)]);
            var request = At("01-01 00:00").AddMilliseconds(random.NextInt64(300L * 24 * 3600 * 1000));
            var business = TimeSpan.FromMinutes(random.Next(1, 120));
            PromiseWindow window;
            try
            {
                window = PromiseWindows.Asap(request, business, times);
            }
            catch (NoOpenTimeException)
            {
                continue;
            }

            window.Start.ShouldBeGreaterThanOrEqualTo(request);
            (window.DueAt.Ticks % TimeSpan.TicksPerMinute).ShouldBe(0);
            times.Allows(window.Start).ShouldBeTrue();
            times.Desk.Elapsed(window.Start, window.DueAt).ShouldBeInRange(business, business + TimeSpan.FromMinutes(1));
            // Berlin and New York share too little of the day with these desks for the longer windows.
            if (times.Customer!.TimeZone.StartsWith("Asia", StringComparison.Ordinal))
                times.Customer.Elapsed(window.Start, window.DueAt).ShouldBeGreaterThanOrEqualTo(business);
        }
    }
}
