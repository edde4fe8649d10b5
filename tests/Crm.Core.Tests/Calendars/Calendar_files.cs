using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Calendars;

public sealed class Calendar_files
{
    [Theory]
    [InlineData("""{ "weekly": {} }""", "timeZone")]
    [InlineData("""{ "timeZone": "Mars/Olympus" }""", "timeZone")]
    [InlineData("""{ "timeZone": 8 }""", "timeZone")]
    [InlineData("""{ "timeZone": "UTC", "holidays": [] }""", "holidays")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "monday": [] } }""", "weekly.monday")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "mon": [["09:00"]] } }""", "weekly.mon[0]")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "mon": [["9:00", "18:00"]] } }""", "weekly.mon[0][0]")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "mon": [["24:00", "18:00"]] } }""", "weekly.mon[0][0]")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "mon": [["09:00", "24:01"]] } }""", "weekly.mon[0][1]")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "mon": [["09:00", "18:60"]] } }""", "weekly.mon[0][1]")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "mon": [["09:00", "12:00"], ["11:00", "18:00"]] } }""", "weekly.mon[1]")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "mon": [["22:00", "02:00"], ["23:00", "23:30"]] } }""", "weekly.mon[1]")]
    [InlineData("""{ "timeZone": "UTC", "weekly": { "mon": [["01:00","02:00"],["03:00","04:00"],["05:00","06:00"],["07:00","08:00"],["09:00","10:00"],["11:00","12:00"],["13:00","14:00"]] } }""", "weekly.mon")]
    [InlineData("""{ "timeZone": "UTC", "closedDates": ["2026-02-29"] }""", "closedDates[0]")]
    [InlineData("""{ "timeZone": "UTC", "openDates": { "1.2.2026": [] } }""", "openDates.1.2.2026")]
    [InlineData("""{ "timeZone": "UTC", "knownYears": [26] }""", "knownYears[0]")]
    [InlineData("""{ "timeZone": "UTC", "timeZone": "UTC" }""", "$")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    public void What_is_wrong_is_named_with_its_place(string json, string path) =>
        Should.Throw<CalendarFormatException>(() => CalendarDefinition.Parse(json)).Path.ShouldBe(path);

    [Fact]
    public void A_calendar_survives_writing_and_reading()
    {
        foreach (var calendar in CallbackCases.Root.GetProperty("calendars").EnumerateObject())
        {
            var once = CalendarDefinition.Parse(calendar.Value.GetRawText()).ToJson();
            CalendarDefinition.Parse(once).ToJson().ShouldBe(once);
        }
    }

    [Fact]
    public void The_shipped_office_is_the_week_with_the_national_days()
    {
        var week = CalendarTemplates.Weekly("Asia/Shanghai",
            [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
            new OpenInterval(9 * 60, 18 * 60));
        var made = week.WithNationalDays(CalendarTemplates.ChineseDays).ToJson();

        CalendarTemplates.ChineseOffice.ToJson().ShouldBe(made);
        CallbackCases.Calendar("CN-office").Definition.ToJson().ShouldBe(made);
    }

    [Fact]
    public void A_dealer_who_opens_at_weekends_keeps_his_weekend_hours_on_working_weekends()
    {
        var dealer = CalendarTemplates.DealerDefault() with
        {
            Weekly = CalendarTemplates.DealerDefault().Weekly.ToDictionary(
                d => d.Key,
                d => d.Key == DayOfWeek.Saturday ? [new OpenInterval(600, 720)] : d.Value),
        };
        var withDays = dealer.WithNationalDays(CalendarTemplates.ChineseDays);

        withDays.IntervalsOn(new DateOnly(2026, 2, 14)).ShouldBe([new OpenInterval(600, 720)]);
        withDays.IntervalsOn(new DateOnly(2026, 10, 1)).ShouldBeEmpty();
        withDays.KnownYears.ShouldBe([2026]);
    }

    [Fact]
    public void The_default_dealer_opens_daily_from_nine_to_six() =>
        Enumerable.Range(0, 7).ShouldAllBe(i =>
            CalendarTemplates.DealerDefault("Asia/Shanghai").IntervalsOn(new DateOnly(2026, 10, 1).AddDays(i)).Single() == new OpenInterval(540, 1080));
}
