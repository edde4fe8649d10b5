using System.Collections.Immutable;

namespace Crm.Plugins.Core.Shared;

/// <summary>
/// The languages there are. zh-CN and en are compiled in; another one is its files <c>words.xx.json</c>, <c>texts.xx.json</c> and,
/// if wishes in free words shall be understood, <c>intents.xx.json</c> in the folder of <c>Crm:Languages:Path</c>.
/// </summary>
public static class Languages
{
    public const string Default = "zh-CN";

    private static ImmutableDictionary<string, LanguageFiles> _all = new[] { Default, "en" }
        .ToImmutableDictionary(l => l, l => new LanguageFiles(
            Language.Parse(EmbeddedFiles.Text($"words.{l}.json")), EmbeddedFiles.Text($"texts.{l}.json"), EmbeddedFiles.Text($"intents.{l}.json")),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The shipped ones first.</summary>
    public static IReadOnlyList<string> Locales => [Default, "en", .. Added.Select(l => l.Words.Locale)];

    public static IEnumerable<Language> All => [_all[Default].Words, _all["en"].Words, .. Added.Select(l => l.Words)];

    internal static IEnumerable<LanguageFiles> Added =>
        _all.Where(pair => pair.Key is not (Default or "en")).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>The language that serves a BCP 47 tag: <c>en-GB</c> is served by <c>en</c>, everything unknown by zh-CN.</summary>
    public static Language For(string? tag) => _all[LocaleFor(tag)].Words;

    public static string LocaleFor(string? tag)
    {
        for (var part = tag; !string.IsNullOrEmpty(part); part = part.LastIndexOf('-') is > 0 and var cut ? part[..cut] : null)
            if (_all.TryGetValue(part, out var found)) return found.Words.Locale;
        return Default;
    }

    internal static LanguageFiles Files(string locale) => _all[locale];

    /// <summary>Adds every language of a folder.</summary>
    /// <exception cref="FormatException">A file cannot be used; the message names it.</exception>
    public static void AddFrom(string folder)
    {
        foreach (var words in Directory.EnumerateFiles(folder, "words.*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                var language = Language.Parse(File.ReadAllText(words));
                if (language.Locale is Default or "en") throw new FormatException("this language is compiled in.");
                string Beside(string kind) => Path.Combine(folder, $"{kind}.{language.Locale}.json");
                Texts.Add(language.Locale, File.ReadAllText(Beside("texts")));
                var files = new LanguageFiles(language, "", File.Exists(Beside("intents")) ? File.ReadAllText(Beside("intents")) : null);
                ImmutableInterlocked.AddOrUpdate(ref _all, language.Locale, files, (_, _) => files);
            }
            catch (Exception exception) when (exception is System.Text.Json.JsonException or FormatException or FileNotFoundException or ArgumentException)
            {
                throw new FormatException($"{words} cannot be used: {exception.Message}", exception);
            }
        }
    }
}

/// <param name="Intents">Null where only words and numbers are understood.</param>
internal sealed record LanguageFiles(Language Words, string Texts, string? Intents);
