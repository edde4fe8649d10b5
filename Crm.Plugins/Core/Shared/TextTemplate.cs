using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Shared;

/// <summary>One text with <c>{placeholders}</c>, taken apart once.</summary>
internal sealed partial class TextTemplate
{
    // Literals and names by turns, beginning and ending with a literal.
    private readonly string[] _parts;

    public TextTemplate(string text)
    {
        Source = text;
        _parts = Placeholder().Split(text);
    }

    public string Source { get; }

    public IEnumerable<string> Placeholders => _parts.Where((_, i) => i % 2 == 1).Distinct();

    /// <summary>Values are put in as they are; braces inside them mean nothing.</summary>
    public string Fill(Func<string, string> value)
    {
        if (_parts.Length == 1)
            return Source;
        var text = new StringBuilder(Source.Length + 40);
        for (var i = 0; i < _parts.Length; i++)
        {
            var start = text.Length;
            text.Append(i % 2 == 0 ? _parts[i] : value(_parts[i]));
            if (text.Length > start && BeginsSentence(text, start))
                text[start] = char.ToUpperInvariant(text[start]);
        }

        return text.ToString();
    }

    // "our customer care" is written small, except where it begins a sentence.
    private static bool BeginsSentence(StringBuilder text, int at) =>
        at == 0 || (at > 1 && text[at - 1] == ' ' && text[at - 2] == '.');

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Placeholder();
}
