using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>tomorrow 10am, Saturday morning, next Monday at 3, Nov 23, in half an hour.</summary>
internal static partial class EnglishTime
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";
    private const string Days = "sunmontuewedthufrisat";

    public static TimeWish? Read(string text)
    {
        if (After().Match(text) is { Success: true } after && NumberWords.Parse(after.Groups["n"].Value) is { } n)
            return new TimeWish { After = TimeSpan.FromMinutes(n * (after.Groups["unit"].Value is "m" or "M" ? 1 : 60)) };

        var day = ReadDay(text);
        if (day is null && Past().IsMatch(text))
            return null;
        var part = Part().Match(text) is { Success: true } p ? PartOf(p.Value) : (DayPart?)null;
        var minute = ReadClock(text, part);
        if (minute is null && part is DayPart.Noon && text.Contains("noon", StringComparison.OrdinalIgnoreCase))
            minute = 12 * 60;
        return day is null && part is null && minute is null ? null : (day ?? new TimeWish()) with { Part = part, Minute = minute };
    }

    private static TimeWish? ReadDay(string text)
    {
        if (Relative().Match(text) is { Success: true } relative)
            return new TimeWish { DayOffset = char.ToLowerInvariant(relative.Value[^1]) == 'w' ? (relative.Value.Length > 8 ? 2 : 1) : 0 };
        if (Weekday().Match(text) is { Success: true } weekday)
        {
            return new TimeWish
            {
                Weekday = weekday.Groups["end"].Success ? DayOfWeek.Saturday : (DayOfWeek)(Index(Days, weekday.Groups["day"].Value)),
                Week = weekday.Groups["next"].Success ? 1 : null,
            };
        }

        return Date().Match(text) is { Success: true } date
            ? new TimeWish
            {
                Month = Index(Months, date.Groups["month"].Value) + 1,
                DayOfMonth = int.Parse(date.Groups["day"].Value, CultureInfo.InvariantCulture),
            }
            : null;
    }

    private static int? ReadClock(string text, DayPart? part)
    {
        if (Clock().Match(text) is not { Success: true } match)
            return null;
        var written = match.Groups["hour"].Value;
        var hour = int.Parse(written, CultureInfo.InvariantCulture);
        var minutes = match.Groups["min"].Success ? int.Parse(match.Groups["min"].Value, CultureInfo.InvariantCulture) : 0;
        return match.Groups["half"].Value is { Length: > 0 } half
            ? (hour is < 1 or > 12 ? null : (hour % 12 + (half[0] is 'p' or 'P' ? 12 : 0)) * 60 + minutes)
            : TimeReader.Minute(hour, minutes, part, written.StartsWith('0'));
    }

    private static DayPart PartOf(string word) => char.ToLowerInvariant(word[0]) switch
    {
        'm' => DayPart.Morning,
        'n' when word.Length == 4 => DayPart.Noon,
        'l' => DayPart.Noon,
        'a' => DayPart.Afternoon,
        _ => DayPart.Evening,
    };

    private static int Index(string list, string word) => list.IndexOf(word[..3], StringComparison.OrdinalIgnoreCase) / 3;

    [GeneratedRegex(@"\bin (?:about )?(?<n>\d{1,3}|half an|an?|one|two|three|four|five|ten|fifteen|twenty|thirty) ?(?:(?<unit>m)in(?:ute)?s?|(?<unit>h)(?:ou)?rs?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex After();

    [GeneratedRegex(@"\b(?:yesterday|last (?:week|night|month|year|time)|ago|earlier)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Past();

    [GeneratedRegex(@"\b(?:the day after tomorrow|tomorrow|today|tonight)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Relative();

    [GeneratedRegex(@"(?<!\blast )\b(?:(?<next>next )|(?:on|this|coming) )?(?:(?<day>mon|tues|wednes|thurs|fri|satur|sun)day|(?<=\b(?:on|this|next|coming) )(?<day>mon|tue|wed|thu|fri|sat|sun)s?|(?<day>mon|tue|wed|thu|fri|sat|sun)(?= (?:at )?\d)|week(?<end>end))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\b(?:(?<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]* (?<day>\d{1,2})|(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*)(?:st|nd|rd|th)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<!good )\b(?:morning|noon|lunch ?time|afternoon|evening|(?:to)?night)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Part();

    [GeneratedRegex(@"(?<![\d.:#])(?:(?<hour>\d{1,2})(?:[:.](?<min>[0-5]\d))? ?(?<half>[ap])\.?m\b|(?<hour>[01]?\d|2[0-3]):(?<min>[0-5]\d)(?!\d)|(?<=\b(?:at|around|by|after|before) )(?<hour>[01]?\d|2[0-3])(?![\d.,:]|\.?\d| ?(?:km|%|k\b|[a-z]*day|week|month|year|min|hour|percent))|(?<hour>\d{1,2}) ?o'?clock)", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();
}
