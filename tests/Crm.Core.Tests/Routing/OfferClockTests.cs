using Crm.Core.Tests.Callbacks;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared.Calendars;
using static Crm.Core.Tests.Callbacks.Shanghai;

namespace Crm.Core.Tests.Routing;

public sealed class OfferClockTests
{
    [Fact]
    public void D22_ten_minutes_leave_four_to_accept_and_the_desk_steps_in_at_five()
    {
        var clocks = For("11-20 10:00:00", Temperature.Hot, "11-20 10:00:00", "11-20 10:10:00");
        clocks.AcceptBy.Say().ShouldBe("11-20 10:04:00");
        clocks.ContactBy.Say().ShouldBe("11-20 10:10:00");
        clocks.FallToDeskAt!.Value.Say().ShouldBe("11-20 10:05:00");
        clocks.TooLate.ShouldBeFalse();
    }

    [Fact]
    public void D22_a_long_window_is_limited_by_the_accept_clock() =>
        For("11-20 10:00:00", Temperature.Warm, "11-20 10:00:00", "11-20 17:00:00").AcceptBy.Say().ShouldBe("11-20 10:30:00");

    [Fact]
    public void D22_on_a_reoffer_only_what_is_left_counts()
    {
        var second = For("11-20 10:04:00", Temperature.Hot, "11-20 10:00:00", "11-20 10:10:00");
        second.AcceptBy.Say().ShouldBe("11-20 10:06:24");
        second.FallToDeskAt!.Value.Say().ShouldBe("11-20 10:05:00");
        For("11-20 10:06:24", Temperature.Hot, "11-20 10:00:00", "11-20 10:10:00").AcceptBy.Say().ShouldBe("11-20 10:07:50");
    }

    [Fact]
    public void D22_with_less_than_a_minute_to_accept_no_dealer_is_asked()
    {
        For("11-20 10:07:29", Temperature.Hot, "11-20 10:00:00", "11-20 10:10:00").TooLate.ShouldBeFalse();
        For("11-20 10:07:31", Temperature.Hot, "11-20 10:00:00", "11-20 10:10:00").TooLate.ShouldBeTrue();
        For("11-20 10:20:00", Temperature.Hot, "11-20 10:00:00", "11-20 10:10:00").TooLate.ShouldBeTrue();
    }

    [Fact]
    public void D22_a_window_that_starts_tomorrow_is_not_used_up_by_the_night()
    {
        var clocks = For("11-20 22:00:00", Temperature.Hot, "11-23 09:00:00", "11-23 09:10:00");
        clocks.AcceptBy.Say().ShouldBe("11-23 09:04:00");
        clocks.ContactBy.Say().ShouldBe("11-23 09:10:00");
        clocks.TooLate.ShouldBeFalse();
    }

    [Fact]
    public void D22_a_slot_tomorrow_is_accepted_today_and_called_in_its_own_time()
    {
        var clocks = For("11-19 10:00:00", Temperature.Hot, "11-20 14:00:00", "11-20 14:30:00");
        clocks.AcceptBy.Say().ShouldBe("11-19 10:05:00");
        clocks.ContactBy.Say().ShouldBe("11-20 14:10:00"); // C-02: ten minutes into the slot
    }

    [Fact]
    public void D22_a_dealer_that_opens_too_late_to_accept_is_not_asked() =>
        OfferClocks.For(At("11-20 09:00"), Temperature.Warm, Daily(10, 18), At("11-20 09:00"), At("11-20 10:00")).TooLate.ShouldBeTrue();

    [Theory]
    [InlineData(Temperature.Hot, "11-20 10:05:00", "11-20 10:15:00")]
    [InlineData(Temperature.Warm, "11-20 10:30:00", "11-20 11:30:00")]
    [InlineData(Temperature.Cold, "11-20 14:00:00", "11-23 18:00:00")]
    public void S22_without_a_promise_the_dealers_own_clocks_count(Temperature temperature, string acceptBy, string contactBy)
    {
        var clocks = OfferClocks.For(At("11-20 10:00"), temperature, Office, null, null);
        clocks.AcceptBy.Say().ShouldBe(acceptBy);
        clocks.ContactBy.Say().ShouldBe(contactBy);
        clocks.FallToDeskAt.ShouldBeNull();
    }

    [Fact]
    public void D22_over_random_windows_and_calendars_three_offers_never_exceed_the_promise()
    {
        var random = new Random(22);
        BusinessCalendar[] calendars = [Office, Always, Daily(9, 18), Daily(11, 22)];
        for (var i = 0; i < 2000; i++)
        {
            var dealer = calendars[random.Next(calendars.Length)];
            var temperature = (Temperature)random.Next(3);
            var now = At("01-01 00:00").AddMilliseconds(random.NextInt64(300L * 24 * 3600 * 1000));
            var start = now.AddSeconds(random.Next(3) == 0 ? random.Next(90_000) : 0);
            var due = WholeSeconds.Up(start.AddSeconds(random.Next(60, 30_000)));
            for (var offer = 0; offer < 3; offer++)
            {
                var clocks = OfferClocks.For(now, temperature, dealer, start, due);
                clocks.FallToDeskAt!.Value.ShouldBeLessThanOrEqualTo(start + (due - start) * 0.5);
                if (clocks.TooLate)
                    break;
                var from = start > now ? start : now;
                clocks.AcceptBy.ShouldBeLessThanOrEqualTo(from + (due - from) * 0.4);
                clocks.AcceptBy.ShouldBeGreaterThan(now);
                clocks.ContactBy.ShouldBeInRange(clocks.AcceptBy, due);
                (clocks.AcceptBy.Ticks % TimeSpan.TicksPerSecond + clocks.ContactBy.Ticks % TimeSpan.TicksPerSecond).ShouldBe(0);

                var accepted = now + (clocks.AcceptBy - now) * random.NextDouble();
                OfferClocks.ContactAfter(accepted, temperature, dealer, start, due).ShouldBeLessThanOrEqualTo(due);
                now = clocks.AcceptBy;
            }
        }
    }

    private static OfferClocks For(string now, Temperature temperature, string start, string due) =>
        OfferClocks.For(At(now), temperature, Office, At(start), At(due));
}
