using System.Text;

namespace Crm.Plugins.Core.Shared;

/// <summary>Enum members as the store and the API write them: <c>ContactAdded</c> is <c>contact-added</c>.</summary>
public static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.Words[value];

    /// <summary>Reads hyphens and underscores alike; null for a word that is none.</summary>
    public static T? TryParse<T>(string? word) where T : struct, Enum =>
        word is not null && Names<T>.Values.TryGetValue(word.Replace('_', '-'), out var value) ? value : null;

    public static T Parse<T>(string word) where T : struct, Enum =>
        TryParse<T>(word) ?? throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    private static string Hyphens(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(v => v, v => Hyphens(v.ToString()));
        public static readonly Dictionary<string, T> Values = Words.ToDictionary(p => p.Value, p => p.Key, StringComparer.OrdinalIgnoreCase);
    }
}
