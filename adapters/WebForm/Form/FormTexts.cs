using System.Text.Json;

namespace Crm.Adapters.WebForm.Form;

/// <summary>The form's words, one embedded file per language.</summary>
internal sealed class FormTexts
{
    public static readonly FormTexts Chinese = new("zh-CN");
    public static readonly FormTexts English = new("en");
    private readonly Dictionary<string, string> _texts;

    private FormTexts(string locale)
    {
        Locale = locale;
        using var file = FormAssets.Open(locale + ".json");
        _texts = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }

    public string Locale { get; }

    public IReadOnlyCollection<string> Keys => _texts.Keys;

    public string this[string key] => _texts[key];

    /// <summary>English for <c>en</c> and its regions, Chinese for everything else.</summary>
    public static FormTexts For(string? lang) =>
        lang is not null && (lang.Equals("en", StringComparison.OrdinalIgnoreCase) || lang.StartsWith("en-", StringComparison.OrdinalIgnoreCase))
            ? English
            : Chinese;
}
