using System.Globalization;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Bot;

/// <summary>Which of the offered answers a message means.</summary>
public static class Choices
{
    /// <summary>By button, number, place in the list or title; null where none or more than one fits.</summary>
    public static Option? Match(IReadOnlyList<Option> options, ChatMessage message, string plain)
    {
        if (options.Count == 0) return null;
        if (options.FirstOrDefault(option => option.Id == message.ChoiceId) is { } pressed) return pressed;
        if (plain.Length == 0) return null;
        if (int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number >= 1 && number <= options.Count ? options[number - 1] : null;
        var place = Languages.All.Select(language => Array.FindIndex(language.Ordinals, words => PlainWords.IsOne(plain, words))).FirstOrDefault(at => at >= 0, -1);
        if (place >= 0 && place < options.Count) return options[place];
        if (options.FirstOrDefault(option => PlainWords.Of(option.Title) == plain) is { } named) return named;
        return plain.Length < 2 ? null : options.Where(option => Says(PlainWords.Of(option.Title), plain)).Take(2).ToList() is [var only] ? only : null;
    }

    // Part of a title, but no part of a word in it: "yes" is not in "yesterday".
    private static bool Says(string title, string plain)
    {
        var at = title.IndexOf(plain, StringComparison.Ordinal);
        if (at < 0) return false;
        var end = at + plain.Length;
        return !(IsLatin(plain[0]) && at > 0 && IsLatin(title[at - 1])) && !(IsLatin(plain[^1]) && end < title.Length && IsLatin(title[end]));
    }

    private static bool IsLatin(char c) => char.IsLetterOrDigit(c) && c < '\u3000';
}
