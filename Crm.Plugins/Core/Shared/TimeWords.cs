using System.Globalization;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Shared;

/// <summary>Says times as people do, in the customer's zone.</summary>
public static class TimeWords
{
    private const string WeekdaysZh = "日一二三四五六";

    /// <summary>
    /// <c>今天15:10</c>, <c>明天（周二）09:10</c>, <c>11月23日（周一）09:10</c>; <c>today 15:10</c>,
    /// <c>tomorrow (Tue) 09:10</c>, <c>Mon 23 Nov, 09:10</c>. The year only where it is another one.
    /// </summary>
    /// <remarks>Seconds round up: nobody is told an earlier time than the one we are held to.</remarks>
    public static string Say(DateTimeOffset instant, string zone, DateTimeOffset now, string? locale)
    {
        var local = Local(instant, zone);
        return Day(local, Local(now, zone), locale) + Clock(local);
    }

    /// <summary><c>明天（周二）09:00至09:30</c>, <c>tomorrow (Tue) 09:00 to 09:30</c>; a slot over midnight names both days.</summary>
    public static string Slot(DateTimeOffset start, DateTimeOffset end, string zone, DateTimeOffset now, string? locale)
    {
        DateTime from = Local(start, zone), to = Local(end, zone), today = Local(now, zone);
        var until = from.Date == to.Date ? Clock(to) : Day(to, today, locale) + Clock(to);
        var between = Languages.For(locale).Say?.To ?? (IsEnglish(locale) ? " to " : "至");
        return Day(from, today, locale) + Clock(from) + between + until;
    }

    private static string Day(DateTime day, DateTime today, string? locale)
    {
        var days = (day.Date - today.Date).Days;
        if (Languages.For(locale).Say is { } say) return Day(say, day, days);
        if (IsEnglish(locale))
        {
            return days switch
            {
                0 => "today ",
                1 => day.ToString("'tomorrow ('ddd') '", CultureInfo.InvariantCulture),
                _ when day.Year == today.Year => day.ToString("ddd d MMM', '", CultureInfo.InvariantCulture),
                _ => day.ToString("ddd d MMM yyyy', '", CultureInfo.InvariantCulture),
            };
        }

        var weekday = WeekdaysZh[(int)day.DayOfWeek];
        return days switch
        {
            0 => "今天",
            1 => $"明天（周{weekday}）",
            _ when day.Year == today.Year => $"{day.Month}月{day.Day}日（周{weekday}）",
            _ => $"{day.Year}年{day.Month}月{day.Day}日（周{weekday}）",
        };
    }

    /// <summary>In a language whose file says how.</summary>
    private static string Day(SpokenTimes say, DateTime day, int days) => (days switch { 0 => say.Today, 1 => say.Tomorrow, _ => say.Day })
        .Replace("{weekday}", say.Weekdays[(int)day.DayOfWeek], StringComparison.Ordinal)
        .Replace("{day}", day.Day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{month}", say.Months[day.Month - 1], StringComparison.Ordinal);

    private static string Clock(DateTime time) => time.ToString("HH':'mm", CultureInfo.InvariantCulture);

    private static DateTime Local(DateTimeOffset instant, string zone)
    {
        var over = instant.UtcTicks % TimeSpan.TicksPerMinute;
        return LocalTimes.At(over == 0 ? instant : instant.AddTicks(TimeSpan.TicksPerMinute - over), zone).DateTime;
    }

    private static bool IsEnglish(string? locale) => Texts.LocaleFor(locale) == "en";
}
