using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Plugins.Core.Articles;

/// <summary>What the articles say to a question. Without I/O: the same index and words give the same finding.</summary>
public static class FindAnswer
{
    /// <summary>Below this nothing is said.</summary>
    public const double Threshold = 0.6;

    /// <summary>The second best must be this far behind, or it could as well be meant.</summary>
    public const double Margin = 0.08;

    /// <summary>What a suggestion must have in common with the question to be taken.</summary>
    public const double Floor = 0.25;

    private const int MostShown = 8;

    /// <param name="vehicles">What the customer asks about; several where they compare, none where no name was said or known.</param>
    /// <param name="suggested">The article that somebody else who read the question took for its answer: chosen where the words alone leave a doubt.</param>
    public static Finding Run(ArticleIndex index, string text, string locale, IReadOnlyList<VehicleScope> vehicles, DateTimeOffset at, string? suggested = null)
    {
        var scores = index.Score(text, at);
        var asked = vehicles.Count == 0 ? [OnlyBrand(index)] : vehicles;
        var seen = scores.Select(score => new Candidate(score, asked.All(score.Article.Scope.Covers)))
            .OrderByDescending(found => found.Score.Value).ThenByDescending(found => found.Covers).Take(MostShown).ToList();
        var close = scores.Where(score => score.Value >= Threshold && score.Value > scores[0].Value - Margin).ToList();
        if (close.Count == 0)
            return Suggested(scores, asked, suggested, locale) is { } taken ? Answer(taken, seen, byModel: true) : new Finding(FindingKind.Unknown, scores.Count == 0 ? Why.Nothing : Why.Weak, null, [], seen);

        var covering = close.Where(score => asked.All(score.Article.Scope.Covers)).ToList();
        // It depends on the vehicle: ask where an answer can follow, and never give another model's.
        var could = close.Where(score => !covering.Contains(score) && asked.Count == 1 && score.Article.Scope.CouldCover(asked[0])).Select(score => score.Article.Scope.Name).Distinct().ToList();
        if (could.Count > 0) return new Finding(FindingKind.WhichVehicle, Why.DependsOnVehicle, null, could, seen);
        if (covering.Count == 0) return new Finding(FindingKind.Unknown, Why.OtherVehicle, null, [], seen);

        // What is written for the very model goes before what is written for all.
        var depth = covering.Max(score => score.Article.Scope.Depth);
        var nearest = covering.Where(score => score.Article.Scope.Depth == depth).ToList();
        var chosen = nearest.Count == 1 ? nearest[0] : nearest.Find(score => score.Article.Id == suggested);
        if (chosen is null) return new Finding(FindingKind.Unknown, Why.Ambiguous, null, [], seen);
        return Speaks(chosen, locale) ? Answer(chosen, seen, byModel: nearest.Count > 1) : new Finding(FindingKind.Unknown, Why.Language, null, [], seen);
    }

    /// <summary>Everything named in the text; what is named narrower swallows its brand.</summary>
    public static IReadOnlyList<VehicleScope> Named(VehicleCatalogue catalogue, string text)
    {
        var named = catalogue.Find(text).Select(found => new VehicleScope(found.Brand, found.Series ?? "", found.Model ?? ""))
            .Concat(SearchWords.Default.OtherMakers(text).Select(maker => new VehicleScope(maker, "", ""))).Distinct().ToList();
        return [.. named.Where(one => !named.Exists(other => other.Depth > one.Depth && one.Covers(other)))];
    }

    /// <summary>Named in the text, else known from before; a brand alone does not make one forget the known model of that brand.</summary>
    public static IReadOnlyList<VehicleScope> Asked(VehicleCatalogue catalogue, string text, VehicleScope? known)
    {
        var named = Named(catalogue, text);
        if (known is null || known.Depth == 0) return named;
        return named.Count == 0 || named is [{ Depth: 1 } brand] && brand.Covers(known) ? [known] : named;
    }

    // With articles of one brand only, that brand is meant where none is named.
    private static VehicleScope OnlyBrand(ArticleIndex index)
    {
        var brands = index.Articles.Select(article => article.Scope.Brand).Where(brand => brand.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return brands.Count == 1 ? new VehicleScope(brands[0], "", "") : VehicleScope.Any;
    }

    private static ArticleScore? Suggested(IReadOnlyList<ArticleScore> scores, IReadOnlyList<VehicleScope> asked, string? suggested, string locale) =>
        suggested is null ? null : scores.FirstOrDefault(score => score.Article.Id == suggested && score.Value >= Floor && asked.All(score.Article.Scope.Covers) && Speaks(score, locale));

    private static bool Speaks(ArticleScore score, string locale) => score.Article.Answers.ContainsKey(locale);

    private static Finding Answer(ArticleScore score, IReadOnlyList<Candidate> seen, bool byModel = false) =>
        new(FindingKind.Answer, byModel ? Why.Suggested : Why.Matched, score.Article, [], seen);
}

public enum FindingKind
{
    Answer,
    /// <summary>There are answers for some models, and the customer has not said which theirs is.</summary>
    WhichVehicle,
    Unknown,
}

/// <summary>Why it was found so. Stable codes, kept with the question.</summary>
public static class Why
{
    public const string Matched = "matched";
    /// <summary>The words left a doubt; the language model chose among ours.</summary>
    public const string Suggested = "suggested";
    public const string DependsOnVehicle = "depends-on-vehicle";
    public const string Nothing = "nothing";
    public const string Weak = "weak";
    public const string Ambiguous = "ambiguous";
    public const string OtherVehicle = "other-vehicle";
    public const string Language = "language";
}

/// <param name="Vehicles">Of <see cref="FindingKind.WhichVehicle"/>: the names to choose from.</param>
/// <param name="Seen">The nearest articles, best first, for whoever wants to know why.</param>
public sealed record Finding(FindingKind Kind, string Reason, ReadyArticle? Article, IReadOnlyList<string> Vehicles, IReadOnlyList<Candidate> Seen);

/// <param name="Covers">Whether it holds for what was asked about.</param>
public sealed record Candidate(ArticleScore Score, bool Covers);
