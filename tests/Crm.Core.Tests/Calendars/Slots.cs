using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Calendars;

public sealed class Slots
{
    private static readonly TimeSpan Half = TimeSpan.FromMinutes(30);
    private static readonly BusinessCalendar Office = new(CalendarTemplates.ChineseOffice);

    private static DateTimeOffset? Next(BusinessCalendar calendar, string local, TimeSpan grid) =>
        calendar.NextSlot(Wall.Clock(local, calendar.TimeZone), Half, grid);

    [Theory]
    [InlineData("2026-11-20 10:00", "2026-11-20 10:00")]
    [InlineData("2026-11-20 10:01", "2026-11-20 10:30")]
    [InlineData("2026-11-20 17:30", "2026-11-20 17:30")]
    [InlineData("2026-11-20 17:31", "2026-11-23 09:00")]
    [InlineData("2026-11-20 03:10", "2026-11-20 09:00")]
    [InlineData("2026-02-14 17:45", "2026-02-24 09:00")]
    public void The_next_slot_starts_on_the_grid_and_lies_in_open_time(string after, string expected) =>
        Next(Office, after, Half).ShouldBe(Wall.Clock(expected, "Asia/Shanghai"));

    [Fact]
    public void The_grid_is_counted_from_local_midnight()
    {
        // Kathmandu is 5 h 45 min ahead: on a UTC grid this would begin at a quarter past.
        var calendar = new BusinessCalendar(CalendarTemplates.DealerDefault("Asia/Kathmandu"));
        LocalTimes.At(Next(calendar, "2026-11-20 10:05", Half)!.Value, "Asia/Kathmandu").TimeOfDay.ShouldBe(new TimeSpan(10, 30, 0));
    }

    [Fact]
    public void The_grid_survives_a_clock_change_of_half_an_hour()
    {
        // Lord Howe: at 02:00 on 4 October 2026 the clock jumps to 02:30.
        var calendar = new BusinessCalendar(CalendarTemplates.Weekly("Australia/Lord_Howe", Enum.GetValues<DayOfWeek>(), new OpenInterval(0, 1440)));
        var slot = calendar.NextSlot(LocalTimes.Resolve(new DateTime(2026, 10, 4, 1, 10, 0), "Australia/Lord_Howe").Instant, Half, TimeSpan.FromHours(1))!.Value;
        LocalTimes.At(slot, "Australia/Lord_Howe").DateTime.ShouldBe(new DateTime(2026, 10, 4, 3, 0, 0));
    }

    [Fact]
    public void A_slot_longer_than_any_interval_is_never_found() =>
        Office.NextSlot(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(10), Half).ShouldBeNull();
}
