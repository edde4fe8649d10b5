using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Crm.Plugins.Core.Shared;

/// <summary>
/// Everything we say to customers and dealers, one file per language (<c>Data/texts.*.json</c>). Plain text only.
/// Automatic texts never admit fault (K-06) and never show a severity.
/// </summary>
public static class Texts
{
    public const string DefaultLocale = "zh-CN";

    private const string SmsSuffix = ".sms";
    private static ImmutableDictionary<string, Catalogue> _catalogues =
        new[] { "zh-CN", "en" }.ToImmutableDictionary(l => l, l => Catalogue.Read(Languages.Files(l).Texts, null));

    /// <summary>The languages there are.</summary>
    public static IReadOnlyList<string> Locales => Languages.Locales;

    /// <inheritdoc cref="Languages.LocaleFor"/>
    public static string LocaleFor(string? locale) => Languages.LocaleFor(locale);

    /// <summary>Texts of another language; what is missing in the file is said in English.</summary>
    internal static void Add(string locale, string json)
    {
        var catalogue = Catalogue.Read(json, _catalogues["en"]);
        ImmutableInterlocked.AddOrUpdate(ref _catalogues, locale, catalogue, (_, _) => catalogue);
    }

    /// <summary>The text with its values put in. Values nobody asked for are ignored.</summary>
    /// <param name="key">One of <see cref="TextKeys"/>.</param>
    /// <exception cref="ArgumentException">Unknown key, or a value is missing: a mistake of the caller, never of the data.</exception>
    public static string Format(string? locale, string key, IReadOnlyDictionary<string, string> values) =>
        Template(locale, key).Fill(name => values.TryGetValue(name, out var value) ? value : throw Missing(key, name));

    /// <inheritdoc cref="Format(string?, string, IReadOnlyDictionary{string, string})"/>
    public static string Format(string? locale, string key, params (string Name, string Value)[] values) =>
        Template(locale, key).Fill(name => Array.Find(values, v => v.Name == name).Value ?? throw Missing(key, name));

    /// <summary>The short variant where there is one; it uses no value that the long one does not.</summary>
    public static string FormatSms(string? locale, string key, IReadOnlyDictionary<string, string> values) =>
        Format(locale, Has(key + SmsSuffix) ? key + SmsSuffix : key, values);

    /// <summary>A text that people answer to, with the version to keep beside their answer (P-02).</summary>
    public static ShownText Shown(string? locale, string key)
    {
        var catalogue = _catalogues[LocaleFor(locale)];
        var text = Template(locale, key).Source;
        return catalogue.Versions.TryGetValue(key, out var version)
            ? new ShownText(text, version, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
            : throw new ArgumentException($"{key} has no version; add one to \"versions\" in the text files.", nameof(key));
    }

    /// <summary>The text that people answered to, by the version kept beside their answer; null where it is not one of ours, or no longer the present one.</summary>
    public static ShownText? ByVersion(string version)
    {
        foreach (var (locale, catalogue) in _catalogues)
        {
            foreach (var (key, known) in catalogue.Versions)
                if (known == version) return Shown(locale, key);
        }

        return null;
    }

    public static bool Has(string key) => _catalogues[DefaultLocale].Templates.ContainsKey(key);

    /// <summary>The values a text needs.</summary>
    public static IReadOnlyList<string> Placeholders(string? locale, string key) => [.. Template(locale, key).Placeholders];

    /// <summary>All keys of one language.</summary>
    public static IReadOnlyCollection<string> Keys(string locale) => _catalogues[LocaleFor(locale)].Templates.Keys;

    private static TextTemplate Template(string? locale, string key) =>
        _catalogues[LocaleFor(locale)].Templates.TryGetValue(key, out var template)
            ? template
            : throw new ArgumentException($"There is no text {key}; add it to every file of texts.", nameof(key));

    private static ArgumentException Missing(string key, string name) => new($"The text {key} needs a value for {{{name}}}.");

    private sealed record Catalogue(FrozenDictionary<string, TextTemplate> Templates, FrozenDictionary<string, string> Versions)
    {
        /// <param name="rest">What a file without all the texts falls back to.</param>
        public static Catalogue Read(string json, Catalogue? rest)
        {
            var file = JsonSerializer.Deserialize<TextFile>(json, JsonSerializerOptions.Web)!;
            var texts = file.Texts.ToDictionary(t => t.Key, t => new TextTemplate(t.Value));
            var versions = file.Versions.ToDictionary();
            foreach (var (key, text) in rest?.Templates ?? FrozenDictionary<string, TextTemplate>.Empty)
                if (texts.TryAdd(key, text) && rest!.Versions.TryGetValue(key, out var version)) versions.TryAdd(key, version);
            return new Catalogue(texts.ToFrozenDictionary(), versions.ToFrozenDictionary());
        }
    }

    private sealed record TextFile(string Locale, Dictionary<string, string> Versions, Dictionary<string, string> Texts);
}

/// <param name="Version">Goes into the consent record.</param>
/// <param name="Hash">SHA-256 of the text in hex, proof of what was shown.</param>
public sealed record ShownText(string Text, string Version, string Hash);
