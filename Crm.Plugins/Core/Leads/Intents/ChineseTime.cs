using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>今天下午3点半, 周六上午, 下周一, 11月23号, 半小时后.</summary>
internal static partial class ChineseTime
{
    public static TimeWish? Read(string text)
    {
        if (After().Match(text) is { Success: true } after && NumberWords.Parse(after.Groups["n"].Value) is { } n)
            return new TimeWish { After = TimeSpan.FromMinutes(n * (after.Groups["unit"].Value == "分" ? 1 : 60)) };

        var day = ReadDay(text);
        if (day is null && Past().IsMatch(text))
            return null;
        var part = Part().Match(text) is { Success: true } p ? PartOf(p.Value) : (DayPart?)null;
        var minute = ReadClock(text, part, day is not null);
        return day is null && part is null && minute is null ? null : (day ?? new TimeWish()) with { Part = part, Minute = minute };
    }

    private static TimeWish? ReadDay(string text)
    {
        if (Relative().Match(text) is { Success: true } relative)
            return new TimeWish { DayOffset = relative.Value switch { "大后天" => 3, "后天" => 2, _ => relative.Value[0] == '明' ? 1 : 0 } };
        if (Weekday().Match(text) is { Success: true } weekday)
        {
            var day = weekday.Groups["day"].Value[0];
            return new TimeWish
            {
                Weekday = day == '末' ? DayOfWeek.Saturday : (DayOfWeek)((("日天".Contains(day, StringComparison.Ordinal) ? -1 : "一二三四五六".IndexOf(day, StringComparison.Ordinal)) + 1) % 7),
                Week = weekday.Groups["next"].Length > 0 ? weekday.Groups["next"].Length : weekday.Groups["this"].Success ? 0 : null,
            };
        }

        return Date().Match(text) is { Success: true } date
            ? new TimeWish { Month = date.Groups["month"].Success ? Int(date.Groups["month"].Value) : null, DayOfMonth = Int(date.Groups["day"].Value) }
            : null;
    }

    private static int? ReadClock(string text, DayPart? part, bool hasDay)
    {
        for (var match = Clock().Match(text); match.Success; match = match.NextMatch())
        {
            // 两点建议 and 有一点贵 are no times: something must say so.
            if (!hasDay && part is null && !match.Groups["sure"].Success && !match.Groups["min"].Success)
                continue;
            if (match.Groups["hour"].Value is "一" && part is null && !match.Groups["sure"].Success && !match.Groups["min"].Success)
                continue;
            var minutes = match.Groups["min"].Value switch { "" => 0, "半" => 30, "一刻" => 15, "三刻" => 45, var m => Int(m) };
            var written = match.Groups["hour"].Value.StartsWith('0');
            if (TimeReader.Minute(Int(match.Groups["hour"].Value), minutes, part, written) is { } minute)
                return minute;
        }

        return null;
    }

    private static DayPart PartOf(string word) => word switch
    {
        "凌晨" or "半夜" => DayPart.Night,
        "中午" => DayPart.Noon,
        "下午" => DayPart.Afternoon,
        _ => word.Contains('晚', StringComparison.Ordinal) || word == "傍晚" ? DayPart.Evening : DayPart.Morning,
    };

    private static int Int(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return value;
        var ten = text.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
            return (int)(NumberWords.Parse(text) ?? 0);
        var tens = ten == 0 ? 1 : NumberWords.Parse(text[..ten]) ?? 0;
        return (int)(tens * 10 + (ten == text.Length - 1 ? 0 : NumberWords.Parse(text[(ten + 1)..]) ?? 0));
    }

    [GeneratedRegex(@"(?<n>\d{1,3}|半|[一二两三四五六七八九十]{1,2}) ?个?(?:(?<unit>分)钟|(?<unit>小)时|钟(?<unit>头))[之以]?后")]
    private static partial Regex After();

    [GeneratedRegex("昨|前天|上周|上个?星期|上个?月|刚才|之前|去年")]
    private static partial Regex Past();

    [GeneratedRegex("大后天|后天|明[天日早晚儿]|今[天日早晚儿]")]
    private static partial Regex Relative();

    [GeneratedRegex("(?:(?<next>下{1,2})个?|(?<this>[这本])个?)?(?<![上每])(?:周|星期|礼拜)(?<day>[一二三四五六日天末])")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"(?:(?<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[号日]?|(?<![\d.])(?<day>\d{1,2})[号日](?![线店楼]))")]
    private static partial Regex Date();

    [GeneratedRegex("(?:凌晨|半夜|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|(?<=[今明])[早晚])(?!好)")]
    private static partial Regex Part();

    [GeneratedRegex(@"(?<![\d.十])(?<hour>[01]?\d|2[0-4]|二?十[一二三四]?|[一二两三四五六七八九])(?:[点时](?![\d.]*万)(?:(?<min>半|一刻|三刻|[0-5]\d(?!\d)|[二三四五]?十[一二三四五六七八九]?)分?|(?<sure>钟|整|左右|[之以]?[前后]|见))?|:(?<min>[0-5]\d)(?!\d))")]
    private static partial Regex Clock();
}
