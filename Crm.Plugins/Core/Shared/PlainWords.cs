using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Shared;

/// <summary>A short message as it is compared with words: one width, one case, one apostrophe, nothing around it.</summary>
public static partial class PlainWords
{
    private const int Longest = 60;

    // The words of our files, which are few; never those of a customer.
    private static readonly ConcurrentDictionary<string, string> Known = new();

    /// <summary>Empty for what is too long to be a command, or has neither letter nor digit.</summary>
    public static string Of(string? text)
    {
        if (text is null || text.Length > 4 * Longest) return "";
        var even = Lone().Replace(text, "").Normalize(NormalizationForm.FormKC).ToLowerInvariant()
            .Replace('’', '\'').Replace('ʻ', '\'').Replace('ʼ', '\'').Replace('‘', '\'').Replace('`', '\'');
        var plain = Blanks().Replace(Ends().Replace(even, ""), " ");
        return plain.Length <= Longest ? plain : "";
    }

    /// <summary>Whether the whole message is one of these words.</summary>
    public static bool IsOne(string plain, IEnumerable<string>? words) => plain.Length > 0 && words?.Any(word => Known.GetOrAdd(word, Of) == plain) == true;

    [GeneratedRegex(@"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Lone();
}
