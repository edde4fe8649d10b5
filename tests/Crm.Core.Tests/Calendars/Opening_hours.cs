using System.Globalization;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Calendars;

public sealed class Opening_hours
{
    private static readonly BusinessCalendar Office = new(CalendarTemplates.ChineseOffice);

    private static BusinessCalendar Shanghai(string members) =>
        new(CalendarDefinition.Parse($$"""{ "timeZone": "Asia/Shanghai", {{members}} }"""));

    private static DateTimeOffset Beijing(string local) => Wall.Clock(local, "Asia/Shanghai");

    private static DueTime Due(BusinessCalendar calendar, string local, int minutes, ClockMode mode = ClockMode.Fit) =>
        calendar.Due(Beijing(local), TimeSpan.FromMinutes(minutes), mode);

    [Fact]
    public void Intervals_that_touch_at_midnight_are_one()
    {
        var calendar = Shanghai("""
            "weekly": { "fri": [["09:00", "24:00"]], "sat": [["00:00", "06:00"]] }
            """);

        Due(calendar, "2026-11-20 23:55", 10).Due.ShouldBe(Beijing("2026-11-21 00:05"));
        calendar.OpenIntervalAt(Beijing("2026-11-21 03:00")).ShouldBe((Beijing("2026-11-20 09:00"), Beijing("2026-11-21 06:00")));
        calendar.CheckSlot(Beijing("2026-11-20 23:45"), TimeSpan.FromMinutes(30)).Accepted.ShouldBeTrue();
    }

    [Fact]
    public void Intervals_that_touch_at_noon_are_one()
    {
        var calendar = Shanghai("""
            "weekly": { "fri": [["09:00", "12:00"], ["12:00", "18:00"]] }
            """);
        Due(calendar, "2026-11-20 11:55", 10).Due.ShouldBe(Beijing("2026-11-20 12:05"));
    }

    [Fact]
    public void An_overnight_interval_belongs_to_the_day_it_starts_on()
    {
        var calendar = Shanghai("""
            "weekly": { "fri": [["22:00", "02:00"]] }, "closedDates": ["2026-11-28"]
            """);

        Due(calendar, "2026-11-21 00:30", 30).Due.ShouldBe(Beijing("2026-11-21 01:00"));
        // Saturday the 28th is closed, but this interval started on Friday.
        calendar.IsOpen(Beijing("2026-11-28 01:59")).ShouldBeTrue();
        calendar.IsOpen(Beijing("2026-11-28 02:00")).ShouldBeFalse();
    }

    [Fact]
    public void Closing_the_day_of_an_overnight_interval_closes_its_hours_after_midnight_too()
    {
        var calendar = Shanghai("""
            "weekly": { "fri": [["22:00", "02:00"]] }, "closedDates": ["2026-11-20"]
            """);

        calendar.IsOpen(Beijing("2026-11-21 01:00")).ShouldBeFalse();
        calendar.CheckSlot(Beijing("2026-11-21 01:00"), TimeSpan.FromMinutes(30)).Reason.ShouldBe(SlotCheck.Holiday);
        calendar.CheckSlot(Beijing("2026-11-21 03:00"), TimeSpan.FromMinutes(30)).Reason.ShouldBe(SlotCheck.OutsideHours);
    }

    [Fact]
    public void An_interval_that_ends_where_it_starts_lasts_a_day()
    {
        var calendar = Shanghai("""
            "weekly": { "fri": [["08:00", "08:00"]] }
            """);
        calendar.OpenIntervalAt(Beijing("2026-11-21 07:59")).ShouldBe((Beijing("2026-11-20 08:00"), Beijing("2026-11-21 08:00")));
    }

    [Fact]
    public void Open_dates_win_over_closed_dates_and_the_week()
    {
        var calendar = Shanghai("""
            "weekly": { "fri": [["09:00", "18:00"]] },
            "closedDates": ["2026-11-20", "2026-11-27"], "openDates": { "2026-11-20": [["10:00", "11:00"]], "2026-11-22": [["13:00", "14:00"]] }
            """);

        calendar.OpenIntervalAt(Beijing("2026-11-20 10:30")).ShouldBe((Beijing("2026-11-20 10:00"), Beijing("2026-11-20 11:00")));
        calendar.CheckSlot(Beijing("2026-11-20 17:00"), TimeSpan.FromMinutes(30)).Reason.ShouldBe(SlotCheck.OutsideHours);
        calendar.CheckSlot(Beijing("2026-11-27 10:00"), TimeSpan.FromMinutes(30)).Reason.ShouldBe(SlotCheck.Holiday);
        calendar.IsOpen(Beijing("2026-11-22 13:00")).ShouldBeTrue();
    }

    [Fact]
    public void Zero_minutes_are_due_at_once_or_at_the_next_opening()
    {
        foreach (var mode in Enum.GetValues<ClockMode>())
        {
            Due(Office, "2026-11-20 10:00", 0, mode).Due.ShouldBe(Beijing("2026-11-20 10:00"));
            Due(Office, "2026-11-20 18:00", 0, mode).Due.ShouldBe(Beijing("2026-11-23 09:00"));
            Due(Office, "2026-11-21 12:00", 0, mode).Due.ShouldBe(Beijing("2026-11-23 09:00"));
        }
    }

    [Fact]
    public void A_time_that_ends_exactly_at_closing_still_fits() =>
        Due(Office, "2026-11-20 17:50", 10).Due.ShouldBe(Beijing("2026-11-20 18:00"));

    [Fact]
    public void The_start_is_when_counting_begins()
    {
        Due(Office, "2026-11-20 10:00", 10).Start.ShouldBe(Beijing("2026-11-20 10:00"));
        Due(Office, "2026-11-20 17:55", 10, ClockMode.Carry).Start.ShouldBe(Beijing("2026-11-20 17:55"));
        Due(Office, "2026-11-20 17:55", 10, ClockMode.Fit).Start.ShouldBe(Beijing("2026-11-23 09:00"));
        Due(Office, "2026-11-20 20:00", 10, ClockMode.Carry).Start.ShouldBe(Beijing("2026-11-23 09:00"));
    }

    [Fact]
    public void A_request_in_the_past_counts_from_then() =>
        Due(Office, "2026-03-02 09:00", 60).Due.ShouldBe(Beijing("2026-03-02 10:00"));

    [Theory]
    [InlineData("""{ "timeZone": "Asia/Shanghai" }""")]
    [InlineData("""{ "timeZone": "Asia/Shanghai", "weekly": { "mon": [] }, "openDates": { "2024-01-01": [["09:00", "10:00"]], "2030-01-01": [["09:00", "10:00"]] } }""")]
    public void A_calendar_without_open_time_answers_with_an_error(string json)
    {
        var calendar = new BusinessCalendar(CalendarDefinition.Parse(json));
        var at = Beijing("2026-11-20 10:00");

        foreach (var mode in Enum.GetValues<ClockMode>())
            Should.Throw<NoOpenTimeException>(() => calendar.Due(at, TimeSpan.FromMinutes(10), mode)).From.ShouldBe(at);
        Should.Throw<NoOpenTimeException>(() => calendar.NextOpen(at));
        calendar.NextSlot(at, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30)).ShouldBeNull();
        calendar.Elapsed(at, at.AddDays(300)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_time_longer_than_every_interval_never_fits_but_carries()
    {
        Should.Throw<NoOpenTimeException>(() => Due(Office, "2026-11-20 10:00", 10 * 60, ClockMode.Fit));
        Due(Office, "2026-11-20 10:00", 10 * 60, ClockMode.Carry).Due.ShouldBe(Beijing("2026-11-23 11:00"));
    }

    [Fact]
    public void The_leap_day_is_a_day_like_any_other()
    {
        var daily = new BusinessCalendar(CalendarTemplates.DealerDefault());
        Due(daily, "2028-02-28 17:59", 10, ClockMode.Carry).Due.ShouldBe(Beijing("2028-02-29 09:09"));
        daily.Elapsed(Beijing("2028-02-01 00:00"), Beijing("2028-03-01 00:00")).ShouldBe(TimeSpan.FromHours(29 * 9));
    }

    [Fact]
    public void Elapsed_time_over_several_years_adds_up()
    {
        var daily = new BusinessCalendar(CalendarTemplates.DealerDefault());
        daily.Elapsed(Beijing("2024-01-01 00:00"), Beijing("2028-01-01 00:00")).ShouldBe(TimeSpan.FromHours(1461 * 9));
        daily.Elapsed(Beijing("2026-01-02 00:00"), Beijing("2026-01-01 00:00")).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_year_without_holiday_data_is_a_warning_not_a_failure()
    {
        var due = Due(Office, "2026-12-31 17:55", 10);
        due.Due.ShouldBe(Beijing("2027-01-01 09:10"));
        due.Warnings.ShouldBe(["calendar_year_missing:2027"]);
        Due(Office, "2026-12-31 17:55", 10, ClockMode.Carry).Warnings.ShouldBe(["calendar_year_missing:2027"]);
        Office.CheckSlot(Beijing("2027-03-01 10:00"), TimeSpan.FromMinutes(30)).Warnings.ShouldBe(["calendar_year_missing:2027"]);
        Due(new BusinessCalendar(CalendarTemplates.DealerDefault()), "2027-01-04 10:00", 10).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_year_of_a_result_is_the_calendar_s_own()
    {
        // 18:00 UTC on New Year's Eve is already 2027 in Shanghai.
        var always = Shanghai("""
            "weekly": { "thu": [["00:00", "24:00"]], "fri": [["00:00", "24:00"]] }, "knownYears": [2026]
            """);
        always.Due(new DateTimeOffset(2026, 12, 31, 18, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(5), ClockMode.Fit)
            .Warnings.ShouldBe(["calendar_year_missing:2027"]);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void The_ends_of_time_are_outside_hours(string instant)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        Office.CheckSlot(at, TimeSpan.FromMinutes(30)).Accepted.ShouldBeFalse();
        Office.IsOpen(at).ShouldBeFalse();
    }
}
