namespace Crm.Plugins.Core.Shared.Calendars;

/// <summary>
/// When somebody works, as people write it down. Precedence for one day: <see cref="OpenDates"/>, then
/// <see cref="ClosedDates"/>, then <see cref="Weekly"/>. Build a <see cref="BusinessCalendar"/> to reckon with it.
/// </summary>
/// <param name="TimeZone">IANA id such as <c>Asia/Shanghai</c>.</param>
/// <param name="Weekly">Up to six intervals a day; a missing day is closed.</param>
/// <param name="ClosedDates">Holidays.</param>
/// <param name="OpenDates">Days with hours of their own, such as swapped working weekends (调休).</param>
/// <param name="KnownYears">Years whose holidays are in here; null for a calendar that follows no holidays.</param>
public sealed record CalendarDefinition(
    string TimeZone,
    IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenInterval>> Weekly,
    IReadOnlySet<DateOnly> ClosedDates,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenInterval>> OpenDates,
    IReadOnlySet<int>? KnownYears)
{
    public const int MaxIntervalsPerDay = 6;

    /// <summary>Reads the JSON shape <c>{timeZone, weekly, closedDates, openDates, knownYears}</c>.</summary>
    /// <exception cref="CalendarFormatException">Names the path and what is wrong there.</exception>
    public static CalendarDefinition Parse(string json) => CalendarJson.Read(json);

    /// <summary>The same JSON back, days and dates in order.</summary>
    public string ToJson() => CalendarJson.Write(this);

    /// <summary>True where the day is a holiday and nothing else opens it.</summary>
    public bool IsHoliday(DateOnly day) => ClosedDates.Contains(day) && !OpenDates.ContainsKey(day);

    /// <summary>The intervals that start on this day.</summary>
    public IReadOnlyList<OpenInterval> IntervalsOn(DateOnly day) =>
        OpenDates.TryGetValue(day, out var own) ? own
        : ClosedDates.Contains(day) ? []
        : WeeklyIntervals(day.DayOfWeek);

    internal IReadOnlyList<OpenInterval> WeeklyIntervals(DayOfWeek day) =>
        Weekly.TryGetValue(day, out var usual) ? usual : [];
}

/// <summary>A calendar that cannot be used; the message names the place and the remedy.</summary>
public sealed class CalendarFormatException(string path, string problem) : FormatException($"{path}: {problem}")
{
    /// <summary>Such as <c>weekly.mon[0][1]</c>.</summary>
    public string Path { get; } = path;
}
