namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>Calendars to start from.</summary>
public static class CalendarTemplates
{
    private static readonly Lazy<CalendarDefinition> Office = new(() => CalendarDefinition.Parse(EmbeddedFiles.Text("cn-office.json")));
    private static readonly Lazy<NationalDays> China = new(() => NationalDays.Parse(EmbeddedFiles.Text("cn-holidays-2026.json")));

    /// <summary>The maker's own desk: Monday to Friday 09:00 to 18:00 in Shanghai, with the national days.</summary>
    public static CalendarDefinition ChineseOffice => Office.Value;

    /// <summary>Mainland holidays and working weekends of the years published so far.</summary>
    public static NationalDays ChineseDays => China.Value;

    /// <summary>A dealer without a calendar: 09:00 to 18:00 every day, no holidays.</summary>
    public static CalendarDefinition DealerDefault(string timeZone = "Asia/Shanghai") =>
        Weekly(timeZone, Enum.GetValues<DayOfWeek>(), new OpenInterval(9 * 60, 18 * 60));

    /// <summary>The same hours on the named days of the week.</summary>
    public static CalendarDefinition Weekly(string timeZone, IEnumerable<DayOfWeek> days, params OpenInterval[] hours) =>
        new(timeZone,
            days.ToDictionary(d => d, _ => (IReadOnlyList<OpenInterval>)hours),
            new HashSet<DateOnly>(),
            new Dictionary<DateOnly, IReadOnlyList<OpenInterval>>(),
            KnownYears: null);

    /// <summary>
    /// Puts national days over a weekly pattern: closed on days off; on a working weekend day the pattern's own hours,
    /// or Monday's where the pattern is closed on that day.
    /// </summary>
    public static CalendarDefinition WithNationalDays(this CalendarDefinition weekly, NationalDays days)
    {
        var open = weekly.OpenDates.ToDictionary();
        foreach (var day in days.Working)
        {
            if (weekly.WeeklyIntervals(day.DayOfWeek) is [] && weekly.WeeklyIntervals(DayOfWeek.Monday) is { Count: > 0 } monday)
                open.TryAdd(day, monday);
        }

        return weekly with
        {
            ClosedDates = weekly.ClosedDates.Union(days.Off).ToHashSet(),
            OpenDates = open,
            KnownYears = (weekly.KnownYears ?? new HashSet<int>()).Union(days.Years).ToHashSet(),
        };
    }
}
