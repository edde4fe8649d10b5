using System.Text;

namespace Crm.Plugins.Core.Articles;

/// <summary>
/// A text as the terms that are compared: pairs of Chinese characters, English words without their endings, and one term
/// for all words that mean the same. Names of vehicles are taken out before: they are compared as vehicles.
/// </summary>
internal static class SearchTerms
{
    private const int MostText = 1_000;

    /// <summary>Each term once, sorted.</summary>
    public static string[] Of(string text)
    {
        var clean = Clean(text);
        var terms = new SortedSet<string>(StringComparer.Ordinal);
        var piece = new StringBuilder();
        for (var i = 0; i < clean.Length;)
        {
            if (SearchWords.Default.At(clean, i) is { } known)
            {
                Take(piece, terms);
                if (known.Term.Length > 0) terms.Add(known.Term);
                i += known.Text.Length;
                continue;
            }

            var c = clean[i++];
            var isWord = SearchWords.IsLatin(c) || char.IsLetterOrDigit(c);
            // A change of script ends a piece as a blank does.
            if (!isWord || piece.Length > 0 && SearchWords.IsLatin(piece[^1]) != SearchWords.IsLatin(c)) Take(piece, terms);
            if (isWord) piece.Append(c);
        }

        Take(piece, terms);
        return [.. terms];
    }

    private static void Take(StringBuilder piece, SortedSet<string> into)
    {
        var text = piece.ToString();
        piece.Clear();
        if (text.Length == 0) return;
        if (SearchWords.IsLatin(text[0])) into.Add(Stem(text));
        else if (text.Length == 1) into.Add(text);
        else
            for (var i = 0; i + 1 < text.Length; i++) into.Add(text.Substring(i, 2));
    }

    /// <summary>"charging", "charges" and "charge" are one word.</summary>
    private static string Stem(string word)
    {
        var stem = word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word;
        if (stem.Length > 4 && stem.EndsWith("ies", StringComparison.Ordinal)) return stem[..^3] + "y";
        if (stem.Length > 3 && stem[^1] == 's' && stem[^2] != 's') stem = stem[..^1];
        if (stem.Length > 6 && stem.EndsWith("ing", StringComparison.Ordinal)) stem = stem[..^3];
        else if (stem.Length > 5 && stem.EndsWith("ed", StringComparison.Ordinal)) stem = stem[..^2];
        return stem.Length > 4 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    private static string Clean(string text)
    {
        var cut = text.Length > MostText ? text[..MostText] : text;
        var clean = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            // The one code that is never a character, and cannot be normalised.
            if (rune.Value == 0xFFFE) continue;
            var plain = rune.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace('’', '\'');
            clean.Append(plain.Length == 1 && char.IsWhiteSpace(plain[0]) ? " " : plain);
        }

        return clean.Replace("  ", " ").ToString();
    }
}
