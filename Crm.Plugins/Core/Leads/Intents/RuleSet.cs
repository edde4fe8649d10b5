using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>One language's rules, compiled once.</summary>
internal sealed class RuleSet
{
    private readonly Regex _script;
    private readonly Regex _negated;
    private readonly Rule[] _rules;
    private readonly (Regex Phrases, TimeFrameRule Rule)[] _timeFrames;
    private readonly Regex? _yes, _no, _yesAlone, _noAlone;
    private readonly Regex[] _names;

    public RuleSet(RuleFile file)
    {
        Safety = new SafetyWatch(file.Safety);
        _script = Patterns.Compile(file.Script);
        _negated = Patterns.Compile($@"(?:{string.Join('|', file.Negators)}){file.Gap}\z");
        _rules = [.. file.Intents.Select(r => new Rule(r.Intent, r.Confidence, Patterns.Any(r.Any), Patterns.Whole(r.Alone), Patterns.Any(r.Unless)))];
        _timeFrames = [.. file.TimeFrames.Select(t => (Patterns.Any(t.Any)!, t))];
        _yes = Patterns.Any(file.Consent.Yes);
        _no = Patterns.Any(file.Consent.No);
        _yesAlone = Alone(file.Consent.YesAlone, file.Consent.Polite);
        _noAlone = Alone(file.Consent.NoAlone, file.Consent.Polite);
        _names = [.. file.Names.Select(Patterns.Compile)];
    }

    public SafetyWatch Safety { get; }

    public bool Reads(string text) => _script.IsMatch(text);

    public void Intents(string text, string bare, List<Intent> into)
    {
        foreach (var rule in _rules)
        {
            if (!into.Exists(i => i.Name == rule.Intent && i.Confidence >= rule.Confidence)
                && (rule.Alone?.IsMatch(bare) == true || IsMeant(rule.Any, text))
                && rule.Unless?.IsMatch(text) != true)
            {
                into.RemoveAll(i => i.Name == rule.Intent);
                into.Add(new Intent(rule.Intent, rule.Confidence));
            }
        }
    }

    public int? TimeFrameDays(string text)
    {
        foreach (var (phrases, rule) in _timeFrames)
        {
            if (phrases.Match(text) is not { Success: true } match)
                continue;
            if (rule.Days is { } days)
                return days;
            if (NumberWords.Parse(match.Groups["n"].Value) is { } n)
                return (int)Math.Min(n * rule.DaysPer!.Value, 3650);
        }

        return null;
    }

    /// <param name="parts">The whole text, or its pieces where it also holds a phone number.</param>
    public bool? Consent(string text, IReadOnlyList<string> parts) =>
        _no?.IsMatch(text) == true ? false
        : _yes?.IsMatch(text) == true ? true
        : parts.Any(p => _noAlone?.IsMatch(p) == true) ? false
        : parts.Any(p => _yesAlone?.IsMatch(p) == true) ? true
        : null;

    public bool ConsentInWords(string text) => _no?.IsMatch(text) != true && _yes?.IsMatch(text) == true;

    /// <param name="text">With <c>#</c> in the place of a phone number.</param>
    public string? Name(string text)
    {
        foreach (var pattern in _names)
        {
            if (pattern.Match(text) is { Success: true } match && match.Groups["name"].Value.Trim() is { Length: > 0 } name)
                return name;
        }

        return null;
    }

    // "好的 没问题", "yes please": the same answer twice, or with a polite word behind it.
    private static Regex? Alone(string[] answers, string[] polite)
    {
        var answer = string.Join('|', answers);
        return Patterns.Whole([$"(?:{answer})(?: ?(?:{answer}|{string.Join('|', polite)}))*"]);
    }

    private bool IsMeant(Regex? phrases, string text)
    {
        for (var match = phrases?.Match(text); match is { Success: true }; match = match.NextMatch())
        {
            var before = Math.Max(0, match.Index - 40);
            if (!_negated.IsMatch(text.AsSpan(before, match.Index - before)))
                return true;
        }

        return false;
    }

    private sealed record Rule(string Intent, double Confidence, Regex? Any, Regex? Alone, Regex? Unless);
}

/// <summary>Small numbers as people write them.</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, double> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["半"] = 0.5, ["一"] = 1, ["二"] = 2, ["两"] = 2, ["三"] = 3, ["四"] = 4, ["五"] = 5, ["六"] = 6, ["七"] = 7, ["八"] = 8, ["九"] = 9,
        ["十"] = 10, ["十一"] = 11, ["十二"] = 12, ["十五"] = 15, ["二十"] = 20, ["三十"] = 30, ["几"] = 3, ["a"] = 1, ["an"] = 1, ["one"] = 1, ["two"] = 2,
        ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["twelve"] = 12,
        ["fifteen"] = 15, ["twenty"] = 20, ["thirty"] = 30, ["half"] = 0.5, ["half an"] = 0.5, ["half a"] = 0.5, ["a few"] = 3, ["a couple of"] = 2,
    };

    public static double? Parse(string text) =>
        Words.TryGetValue(text, out var value) ? value
        : double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) ? value
        : null;
}
