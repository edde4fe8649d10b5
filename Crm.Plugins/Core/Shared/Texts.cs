using System.Collections.Frozen;
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
    private static readonly FrozenDictionary<string, Catalogue> Catalogues =
        new[] { "zh-CN", "en" }.ToFrozenDictionary(l => l, Catalogue.Load);

    /// <summary>The languages there are.</summary>
    public static IReadOnlyList<string> Locales { get; } = ["zh-CN", "en"];

    /// <summary>The catalogue that serves a BCP 47 tag: <c>en-GB</c> is served by <c>en</c>, everything unknown by zh-CN.</summary>
    public static string LocaleFor(string? locale) =>
        locale is not null && (locale.Equals("en", StringComparison.OrdinalIgnoreCase) || locale.StartsWith("en-", StringComparison.OrdinalIgnoreCase))
            ? "en"
            : DefaultLocale;

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
        var catalogue = Catalogues[LocaleFor(locale)];
        var text = Template(locale, key).Source;
        return catalogue.Versions.TryGetValue(key, out var version)
            ? new ShownText(text, version, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
            : throw new ArgumentException($"{key} has no version; add one to \"versions\" in the text files.", nameof(key));
    }

    /// <summary>The text that people answered to, by the version kept beside their answer; null where it is not one of ours, or no longer the present one.</summary>
    public static ShownText? ByVersion(string version)
    {
        foreach (var (locale, catalogue) in Catalogues)
        {
            foreach (var (key, known) in catalogue.Versions)
                if (known == version) return Shown(locale, key);
        }

        return null;
    }

    public static bool Has(string key) => Catalogues[DefaultLocale].Templates.ContainsKey(key);

    /// <summary>The values a text needs.</summary>
    public static IReadOnlyList<string> Placeholders(string? locale, string key) => [.. Template(locale, key).Placeholders];

    /// <summary>All keys of one language.</summary>
    public static IReadOnlyCollection<string> Keys(string locale) => Catalogues[LocaleFor(locale)].Templates.Keys;

    private static TextTemplate Template(string? locale, string key) =>
        Catalogues[LocaleFor(locale)].Templates.TryGetValue(key, out var template)
            ? template
            : throw new ArgumentException($"There is no text {key}; add it to every file of texts.", nameof(key));

    private static ArgumentException Missing(string key, string name) => new($"The text {key} needs a value for {{{name}}}.");

    private sealed record Catalogue(FrozenDictionary<string, TextTemplate> Templates, FrozenDictionary<string, string> Versions)
    {
        public static Catalogue Load(string locale)
        {
            var file = JsonSerializer.Deserialize<TextFile>(EmbeddedFiles.Text($"texts.{locale}.json"), JsonSerializerOptions.Web)!;
            return new Catalogue(
                file.Texts.ToFrozenDictionary(t => t.Key, t => new TextTemplate(t.Value)),
                file.Versions.ToFrozenDictionary());
        }
    }

    private sealed record TextFile(string Locale, Dictionary<string, string> Versions, Dictionary<string, string> Texts);
}

/// <param name="Version">Goes into the consent record.</param>
/// <param name="Hash">SHA-256 of the text in hex, proof of what was shown.</param>
public sealed record ShownText(string Text, string Version, string Hash);
