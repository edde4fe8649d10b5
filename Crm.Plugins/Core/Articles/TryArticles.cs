using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Articles;

/// <summary>Shows what a customer would be told to a question, and why. Nothing is sent, counted or kept.</summary>
public static class TryArticles
{
    private const int LongestText = 1_000;

    internal static Task<TriedAnswer> RunAsync(Writer writer, ArticleLibrary library, ArticleWords words, Caller caller, TryInput input)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var text = input.Text?.Trim() ?? "";
        if (text.Length is 0 or > LongestText) throw ProblemException.Invalid("bad-text", $"text has 1 to {LongestText} characters.");
        var locale = Texts.LocaleFor(input.Locale);
        var known = ArticleInput.Scope(library.Vehicles, input.Brand, input.Series, input.Model);
        return writer.WriteAsync(unit =>
        {
            var asked = FindAnswer.Asked(library.Vehicles, text, known);
            var finding = FindAnswer.Run(library.Current(unit), text, locale, asked, unit.Now);
            return new TriedAnswer(Words.Of(finding.Kind), finding.Reason, Say(words, finding, locale), finding.Article?.Id,
                [.. asked.Select(vehicle => vehicle.Name)], finding.Vehicles, FindAnswer.Threshold,
                [.. finding.Seen.Select(seen => new TriedCandidate(seen.Score.Article.Id, seen.Score.Article.Title(locale), seen.Score.Article.Scope.Name,
                    Math.Round(seen.Score.Value, 3), seen.Score.Phrasing, seen.Score.Shared, seen.Covers))]);
        });
    }

    private static string? Say(ArticleWords words, Finding finding, string locale)
    {
        if (finding.Kind == FindingKind.Unknown) return null;
        var (key, values) = finding.Kind == FindingKind.Answer ? words.Answer(finding.Article!, locale) : words.Which(finding.Vehicles, locale);
        return Texts.Format(locale, key, values);
    }
}

/// <param name="Brand">What is known of the customer's vehicle beside what the text names.</param>
public sealed record TryInput(string? Text, string? Locale, string? Brand = null, string? Series = null, string? Model = null);

/// <param name="Outcome"><c>answer</c>, <c>which-vehicle</c> or <c>unknown</c>.</param>
/// <param name="Reason"><c>matched</c>, <c>depends-on-vehicle</c>, <c>nothing</c>, <c>weak</c>, <c>ambiguous</c>, <c>other-vehicle</c> or <c>language</c>.</param>
/// <param name="Said">Word for word what the customer would read; null where a person would be brought.</param>
/// <param name="AskedAbout">The vehicles the question is taken to be about.</param>
/// <param name="Vehicles">Of <c>which-vehicle</c>: what the customer may choose from.</param>
/// <param name="Threshold">The score from which an article may answer.</param>
public sealed record TriedAnswer(
    string Outcome, string Reason, string? Said, string? ArticleId, IReadOnlyList<string> AskedAbout, IReadOnlyList<string> Vehicles, double Threshold,
    IReadOnlyList<TriedCandidate> Candidates);

/// <param name="Title">Its first question.</param>
/// <param name="Vehicle">What it holds for; empty = everything.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Phrasing">The question of its list that came closest.</param>
/// <param name="Shared">Terms that both have.</param>
/// <param name="Covers">Whether it holds for the vehicle asked about.</param>
public sealed record TriedCandidate(
    string ArticleId, string Title, string Vehicle, double Score, string Phrasing, IReadOnlyList<string> Shared, bool Covers);
