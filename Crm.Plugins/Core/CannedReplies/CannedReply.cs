using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Plugins.Core.CannedReplies;

/// <summary>A sentence for use again and again, in one or more languages, with placeholders that the conversation fills.</summary>
public static partial class CannedReply
{
    public const string Team = "";
    private const int MostText = 2000;

    /// <summary>What may stand in braces.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["customer", "agent", "dueAt"];

    /// <summary>What is stored, or a refusal that says what is wrong.</summary>
    public static CannedReplyText Read(CannedReplyInput input)
    {
        var shortcut = input.Shortcut?.Trim() ?? "";
        if (!Shortcut().IsMatch(shortcut)) throw ProblemException.Invalid("bad-shortcut", "shortcut has 1 to 30 letters, digits or hyphens, such as greeting.");
        var title = input.Title?.Trim() ?? "";
        if (title.Length is 0 or > 80) throw ProblemException.Invalid("bad-title", "title has 1 to 80 characters.");
        var texts = (input.Texts ?? new Dictionary<string, string>()).ToDictionary(text => text.Key, text => text.Value?.Trim() ?? "");
        foreach (var empty in texts.Where(text => text.Value.Length == 0).Select(text => text.Key).ToList()) texts.Remove(empty);
        if (texts.Count == 0) throw ProblemException.Invalid("bad-texts", "texts has the sentence in at least one language.");
        foreach (var (locale, text) in texts)
        {
            if (!Texts.Locales.Contains(locale)) throw ProblemException.Invalid("bad-locale", $"texts is by locale: {string.Join(", ", Texts.Locales)}.");
            if (text.Length > MostText) throw ProblemException.Invalid("bad-texts", $"A sentence has at most {MostText} characters.");
            if (Placeholder().Matches(text).Select(match => match.Groups[1].Value).FirstOrDefault(name => !Placeholders.Contains(name)) is { } unknown)
                throw ProblemException.Invalid("unknown-placeholder", $"{{{unknown}}} is not known; there are {{{string.Join("}, {", Placeholders)}}}.");
        }

        return new CannedReplyText(shortcut, title, JsonSerializer.Serialize(texts, JsonSerializerOptions.Web));
    }

    /// <summary>In the customer's language where there is one, else in whichever there is.</summary>
    public static string Pick(IReadOnlyDictionary<string, string> texts, string locale) =>
        texts.TryGetValue(Texts.LocaleFor(locale), out var text) ? text : texts.Values.First();

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(text, match => values.TryGetValue(match.Groups[1].Value, out var value) ? value : match.Value);

    [GeneratedRegex(@"^[\p{L}\p{N}-]{1,30}$")]
    private static partial Regex Shortcut();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();
}

/// <param name="Shortcut">What follows the slash in the composer; unique among one's own and among the team's.</param>
/// <param name="Texts">By locale; placeholders are {customer}, {agent} and {dueAt}.</param>
/// <param name="Team">For everybody, which takes a team lead; else the caller's own.</param>
public sealed record CannedReplyInput(string? Shortcut, string? Title, IReadOnlyDictionary<string, string>? Texts, bool Team = false);

/// <param name="Texts">JSON by locale.</param>
public sealed record CannedReplyText(string Shortcut, string Title, string Texts);
