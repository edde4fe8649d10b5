using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>Reads times by a language's word lists: a day, a weekday or a part of the day, and a clock time.</summary>
internal static class WordTime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public static TimeWish? Read(TimeVocabulary words, string text)
    {
        var plain = text.ToLowerInvariant();
        var day = words.Days.Where(pair => Says(plain, pair.Key)).Select(pair => (int?)pair.Value).FirstOrDefault();
        var weekday = Array.FindIndex(words.Weekdays, names => names.Any(name => Says(plain, name)));
        var part = words.Parts.Where(pair => pair.Value.Any(name => Says(plain, name)))
            .Select(pair => (DayPart?)Words.Parse<DayPart>(pair.Key)).FirstOrDefault();
        var minute = Clock(words.Clock, plain, part);
        if (day is null && weekday < 0 && part is null && minute is null) return null;
        return new TimeWish
        {
            DayOffset = day, Weekday = day is null && weekday >= 0 ? (DayOfWeek)((weekday + 1) % 7) : null, Part = part, Minute = minute,
        };
    }

    private static int? Clock(string pattern, string plain, DayPart? part)
    {
        if (Regex.Match(plain, pattern, RegexOptions.CultureInvariant, Limit) is not { Success: true } clock) return null;
        var hour = clock.Groups["hour"].Value;
        var minutes = clock.Groups["min"] is { Success: true } min ? int.Parse(min.Value, CultureInfo.InvariantCulture) : 0;
        return TimeReader.Minute(int.Parse(hour, CultureInfo.InvariantCulture), minutes, part, hour.StartsWith('0'));
    }

    private static bool Says(string plain, string word) => Regex.IsMatch(plain, $@"(?<!\p{{L}}){Regex.Escape(word)}(?!\p{{L}})", RegexOptions.None, Limit);
}
