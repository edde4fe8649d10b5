using System.Collections.Frozen;
using System.Text.Json;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Articles;

/// <summary>Words that carry no meaning and words that mean the same, one file per language (<c>Data/search-words.*.json</c>).</summary>
internal sealed class SearchWords
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string[] Shipped = ["zh-CN", "en"];
    private readonly FrozenDictionary<char, Phrase[]> _byFirst;
    private readonly string[] _questions;
    private readonly string[] _otherMakers;

    private SearchWords(IReadOnlyList<WordFile> files)
    {
        var phrases = files.SelectMany(file => file.Stop.Select(word => new Phrase(word, ""))
            .Concat(file.Same.SelectMany(group => group.Select(word => new Phrase(word, "=" + group[0])))));
        // Longest first: "how much" is a price, "how" alone is nothing.
        _byFirst = phrases.GroupBy(phrase => phrase.Text[0]).ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Text.Length).ToArray());
        _questions = [.. files.SelectMany(file => file.Questions)];
        _otherMakers = [.. files.SelectMany(file => file.OtherMakers)];
    }

    public static SearchWords Default { get; } =
        new([.. Shipped.Select(locale => JsonSerializer.Deserialize<WordFile>(EmbeddedFiles.Text($"search-words.{locale}.json"), Json)!)]);

    /// <summary>Whether the text is put as a question.</summary>
    public bool Asks(string text)
    {
        var lower = text.ToLowerInvariant().Replace('？', '?');
        return _questions.Any(word => word[^1] == ' ' ? lower.StartsWith(word, StringComparison.Ordinal) : lower.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Makers beyond the vehicle catalogue: a question about their cars is not about ours.</summary>
    public IEnumerable<string> OtherMakers(string text)
    {
        var lower = text.ToLowerInvariant();
        return _otherMakers.Where(maker => lower.IndexOf(maker, StringComparison.Ordinal) is >= 0 and var at && IsWhole(lower, at, at + maker.Length));
    }

    /// <summary>The known phrase that begins there; null where none does.</summary>
    public Phrase? At(string text, int start)
    {
        if (!_byFirst.TryGetValue(text[start], out var phrases)) return null;
        foreach (var phrase in phrases)
            if (string.CompareOrdinal(text, start, phrase.Text, 0, phrase.Text.Length) == 0 && IsWhole(text, start, start + phrase.Text.Length)) return phrase;
        return null;
    }

    // "is" is no word of "this", while Chinese needs no blanks.
    private static bool IsWhole(string text, int start, int end) =>
        !(start > 0 && IsLatin(text[start]) && IsLatin(text[start - 1])) && !(end < text.Length && IsLatin(text[end - 1]) && IsLatin(text[end]));

    public static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c) || c == '\'';

    /// <param name="Term">What it stands for; empty = nothing.</param>
    internal sealed record Phrase(string Text, string Term);

    private sealed record WordFile(string Locale, string[] Questions, string[] OtherMakers, string[] Stop, string[][] Same);
}
