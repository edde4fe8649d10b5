using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>Reads simple expressions of time in every language there is.</summary>
internal static class TimeReader
{
    /// <param name="locale">Its words come first where its file has any; then Chinese or English by the letters.</param>
    public static TimeWish? Read(string text, string? locale)
    {
        var wish = Languages.For(locale).Times is { } times ? WordTime.Read(times, text) : null;
        wish ??= text.Any(c => c is >= '\u4e00' and <= '\u9fff') ? ChineseTime.Read(text) : EnglishTime.Read(text);
        return wish is { Month: < 1 or > 12 } or { DayOfMonth: < 1 or > 31 } ? null : wish;
    }

    /// <summary>Minutes after midnight, or null for no such time.</summary>
    /// <param name="written24">Written as in 07:30, so that no half of the day is open.</param>
    public static int? Minute(int hour, int minute, DayPart? part, bool written24)
    {
        if (hour > 24 || minute > 59)
            return null;
        var afternoon = part is DayPart.Afternoon or DayPart.Evening or DayPart.Noon;
        // "At three" is the afternoon: nobody asks for a call at three in the night without saying so.
        if (hour < 12 && (afternoon ? hour is not (>= 10 and <= 11) || part != DayPart.Noon : part is null && hour is >= 1 and <= 7 && !written24))
            hour += 12;
        else if (hour == 12 && part is DayPart.Evening)
            hour = 24;
        else if (hour == 12 && part is DayPart.Night)
            hour = 0;
        return hour * 60 + minute;
    }
}
