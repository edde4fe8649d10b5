using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Leads.Intents;

internal static class Patterns
{
    // Only against a runaway pattern in somebody's own rules; then a person reads the text (see RuleRecogniser).
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>One pattern for all phrases; null for none.</summary>
    public static Regex? Any(string[]? phrases) => phrases is { Length: > 0 } ? Compile($"(?:{string.Join('|', phrases)})") : null;

    public static Regex? Whole(string[]? phrases) => phrases is { Length: > 0 } ? Compile($@"\A(?:{string.Join('|', phrases)})\z") : null;

    /// <summary>The patterns every language has under this name (<see cref="Language.Patterns"/>).</summary>
    public static Regex[] OfLanguages(string name) =>
        [.. Languages.All.SelectMany(language => language.Patterns.GetValueOrDefault(name, [])).Select(Compile)];

    public static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.Compiled | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit);
}
