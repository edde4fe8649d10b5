using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>Finds words of danger (K-02) and lets harmless talk pass: a price for brake pads is no emergency.</summary>
internal sealed class SafetyWatch(SafetyRule rule)
{
    private readonly Regex? _benign = Patterns.Any(rule.Benign);
    private readonly Regex? _dangers = Patterns.Any(rule.Dangers);
    private readonly Regex? _parts = Patterns.Any(rule.Parts);
    private readonly Regex? _talk = Patterns.Any(rule.Talk);
    private readonly Regex? _faults = Patterns.Any(rule.Faults);

    public void Find(string text, List<string> into)
    {
        // In doubt it is a danger: a person lowers it in minutes, a missed one burns.
        if (!Matches(_dangers, text) && !Matches(_parts, text))
            return;
        var rest = _benign?.Replace(text, " # ") ?? text;
        Collect(_dangers, rest, into);
        if (!Matches(_talk, text) || Matches(_faults, rest))
            Collect(_parts, rest, into);
    }

    private static bool Matches(Regex? regex, string text) => regex?.IsMatch(text) == true;

    private static void Collect(Regex? regex, string text, List<string> into)
    {
        for (var match = regex?.Match(text); match is { Success: true }; match = match.NextMatch())
        {
            var word = match.Value.Trim().ToLowerInvariant();
            if (!into.Exists(known => known.Contains(word, StringComparison.Ordinal)))
                into.Add(word);
        }
    }
}
