using System.Text;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>Recognises by rules that people can read and change (<c>intents.zh-CN.json</c>, <c>intents.en.json</c>).</summary>
public sealed partial class RuleRecogniser : IIntentRecogniser
{
    private const int MaxLength = 4_000;
    private const double Certain = 0.99;
    // "ID.4?" says no more than that somebody thinks of one.
    private const double OnlyAName = 0.5;
    private static readonly string[] Files = ["intents.zh-CN.json", "intents.en.json"];

    private readonly RuleSet[] _sets;
    private readonly VehicleCatalogue _vehicles;
    private readonly string _region;

    /// <param name="read">Gives the text of a file that replaces a shipped one of that name (<c>intents.zh-CN.json</c>, <c>intents.en.json</c>, <c>vehicles.json</c>), or null.</param>
    /// <param name="defaultRegion">Country of phone numbers without a country code.</param>
    /// <exception cref="FormatException">A replaced file cannot be used; the message names it.</exception>
    public RuleRecogniser(Func<string, string?>? read = null, string defaultRegion = "CN")
    {
        _region = defaultRegion;
        _sets =
        [
            .. Files.Select(file => Load(file, read, json => new RuleSet(RuleFile.Parse(json)))),
            .. Languages.Added.Where(language => language.Intents is not null).Select(language => new RuleSet(RuleFile.Parse(language.Intents!))),
        ];
        _vehicles = read?.Invoke("vehicles.json") is null ? VehicleCatalogue.Default : Load("vehicles.json", read, VehicleCatalogue.Parse);
    }

    /// <inheritdoc/>
    public Recognised Recognise(string text, string? locale)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Recognised.Nothing;
        try
        {
            return Read(Clean(text), locale);
        }
        catch (RegexMatchTimeoutException)
        {
            // Somebody's rule is too slow for this text: let a person read it.
            return new Recognised { Intents = [new Intent(IntentNames.Human, Certain)] };
        }
    }

    private Recognised Read(string text, string? locale)
    {
        var phone = PhoneInText.Find(text, _region);
        var masked = phone.E164 is null ? text : string.Concat(text.AsSpan(0, phone.Index), " # ", text.AsSpan(phone.Index + phone.Length));
        var bare = Bare(masked);
        var parts = phone.E164 is null ? [bare] : masked.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        var dangers = new List<string>();
        var intents = new List<Intent>();
        int? days = null;
        bool? consent = null;
        var inWords = false;
        string? name = null;
        foreach (var set in _sets)
        {
            set.Safety.Find(text, dangers);
            if (!set.Reads(text))
                continue;
            set.Intents(masked, bare, intents);
            days ??= set.TimeFrameDays(text);
            inWords |= consent is null && set.ConsentInWords(masked);
            consent ??= set.Consent(masked, parts);
            name ??= set.Name(masked);
        }

        if (dangers.Count > 0)
        {
            intents.RemoveAll(i => i.Name == IntentNames.Complaint);
            intents.Add(new Intent(IntentNames.Complaint, Certain));
        }

        // "Too expensive, I will not buy" talks of a price and asks for none.
        if (intents.Exists(i => i.Name == IntentNames.NotInterested) && !intents.Exists(i => i.Name is IntentNames.Buy or IntentNames.TestDrive))
            intents.RemoveAll(i => i.Name == IntentNames.Price);

        var vehicles = _vehicles.Find(text);
        if (intents.Count == 0 && vehicles.Any(v => v.Series is not null))
            intents.Add(new Intent(IntentNames.ProductQuestion, OnlyAName));

        var vehicle = Wanted(vehicles, intents.Exists(i => i.Name == IntentNames.TradeIn));
        return new Recognised
        {
            Intents = [.. intents.OrderByDescending(i => i.Confidence)],
            Phone = phone.E164,
            HasBrokenPhone = phone.Broken,
            Name = name,
            Brand = vehicle?.Brand,
            Series = vehicle?.Series,
            Model = vehicle?.Model,
            TimeFrameDays = days,
            RequestedTime = TimeReader.Read(masked, locale),
            Consent = consent,
            ConsentInWords = inWords,
            SafetyWords = dangers,
        };
    }

    // The first series or model named; with a trade-in the last one, because the old car is usually named first.
    private static Vehicle? Wanted(IReadOnlyList<Vehicle> found, bool tradeIn)
    {
        var named = found.Where(v => v.Series is not null).ToList();
        if (named.Count == 0)
            return found.Count > 0 ? found[0] : null;
        var wanted = tradeIn ? named[^1] : named[0];
        return wanted.Model is null ? named.Find(v => v.Series == wanted.Series && v.Model is not null) ?? wanted : wanted;
    }

    private static readonly char[] Separators = [',', '.', '。', '、', '!', '?', ';', ':', '#', '\n', '(', ')'];

    private static string Clean(string text)
    {
        var cut = text.Length > MaxLength ? text[..MaxLength] : text;
        return Blanks().Replace(Printable(cut).Normalize(NormalizationForm.FormKC), " ").Replace('’', '\'').Replace('ʻ', '\'').Replace('‘', '\'').Replace('`', '\'').Trim();
    }

    // A lone half of a surrogate pair cannot be normalised.
    private static string Printable(string text) => LoneSurrogate().Replace(text, "");

    private static string Bare(string text) => Punctuation().Replace(text, " ").Trim();

    private static T Load<T>(string file, Func<string, string?>? read, Func<string, T> parse)
    {
        var own = read?.Invoke(file);
        try
        {
            return parse(own ?? EmbeddedFiles.Text(file));
        }
        catch (Exception e) when (own is not null && e is System.Text.Json.JsonException or ArgumentException or NullReferenceException)
        {
            throw new FormatException($"{file} cannot be used: {e.Message}", e);
        }
    }

    [GeneratedRegex(@"[^\S\n]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[^\p{L}\p{N}']+")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex LoneSurrogate();
}
