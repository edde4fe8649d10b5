using System.Text;

namespace Crm.Plugins.Core.Complaints;

/// <summary>
/// Words to look for. Chinese ones are found anywhere; Latin ones only as whole words, where a trailing <c>*</c> leaves
/// the ending open (brak* finds brakes and braking). Width, case and the kind of apostrophe do not matter.
/// </summary>
public sealed class WordList(IEnumerable<string> words)
{
    private readonly (string Shown, string Text, bool Open, bool Latin)[] _words =
        [.. words.Select(word => (word, Fold(word.TrimEnd('*')), word.EndsWith('*'), char.IsAsciiLetterOrDigit(word[0])))];

    /// <summary>The words found, in list order.</summary>
    public IReadOnlyList<string> FindIn(string text)
    {
        var folded = Fold(text);
        return [.. _words.Where(word => Contains(folded, word.Text, word.Open, word.Latin)).Select(word => word.Shown)];
    }

    private static bool Contains(string text, string word, bool open, bool latin)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!latin || (IsEdge(text, at - 1) && (open || IsEdge(text, at + word.Length))))
                return true;
        }

        return false;
    }

    // Chinese letters around a Latin word are no part of it.
    private static bool IsEdge(string text, int at) => at < 0 || at >= text.Length || !char.IsAsciiLetterOrDigit(text[at]);

    private static string Fold(string text) =>
        text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace('’', '\'').Replace('ʻ', '\'').Replace('‘', '\'');
}
