using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Plugins.Core.Articles;

/// <summary>
/// The approved articles, ready to be compared. A phrasing is as good as the weight of the terms it shares with the
/// question against all terms of both; rare terms weigh more. Immutable: a change makes a new index.
/// </summary>
public sealed class ArticleIndex
{
    // Words of ours that the customer did not say count more against a phrasing than words around the question.
    private const double ExtraInQuestion = 0.35;
    private const double ExtraInPhrasing = 0.65;

    private readonly Entry[] _entries;
    private readonly Dictionary<string, int> _articlesWith = new(StringComparer.Ordinal);
    private readonly VehicleCatalogue _vehicles;

    public ArticleIndex(IReadOnlyList<ReadyArticle> articles, VehicleCatalogue vehicles, long revision)
    {
        _vehicles = vehicles;
        Revision = revision;
        Articles = articles;
        _entries = [.. articles.Select(article => new Entry(article,
            [.. article.Phrasings.Values.SelectMany(list => list).Select(text => new Phrasing(text, SearchTerms.Of(vehicles.Without(text)))).Where(p => p.Terms.Length > 0)]))];
        foreach (var term in _entries.SelectMany(entry => entry.Phrasings.SelectMany(p => p.Terms).Distinct()))
            _articlesWith[term] = _articlesWith.GetValueOrDefault(term) + 1;
    }

    /// <summary>Of the store it was read from.</summary>
    public long Revision { get; }

    public IReadOnlyList<ReadyArticle> Articles { get; }

    /// <summary>Every article that holds at that instant and shares a term with the question, best first.</summary>
    public IReadOnlyList<ArticleScore> Score(string text, DateTimeOffset at)
    {
        var terms = SearchTerms.Of(_vehicles.Without(text)).ToHashSet(StringComparer.Ordinal);
        var all = terms.Sum(Weight);
        List<ArticleScore> scores = [];
        foreach (var entry in _entries.Where(entry => entry.Article.HoldsAt(at)))
        {
            var best = entry.Phrasings.Select(phrasing => Compare(entry.Article, phrasing, terms, all)).MaxBy(score => score.Value);
            if (best is { Value: > 0 }) scores.Add(best);
        }

        return [.. scores.OrderByDescending(score => score.Value).ThenByDescending(score => score.Article.Scope.Depth).ThenBy(score => score.Article.Id, StringComparer.Ordinal)];
    }

    private ArticleScore Compare(ReadyArticle article, Phrasing phrasing, HashSet<string> question, double weightOfQuestion)
    {
        var shared = phrasing.Terms.Where(question.Contains).ToArray();
        var both = shared.Sum(Weight);
        var extra = ExtraInQuestion * (weightOfQuestion - both) + ExtraInPhrasing * (phrasing.Terms.Sum(Weight) - both);
        return new ArticleScore(article, both == 0 ? 0 : both / (both + extra), phrasing.Text, [.. shared.Select(term => term.TrimStart('='))]);
    }

    /// <summary>Inverse frequency among the articles; a term that none has weighs most.</summary>
    private double Weight(string term) => Math.Log(1 + (_entries.Length + 1) / (_articlesWith.GetValueOrDefault(term) + 0.5));

    private sealed record Phrasing(string Text, string[] Terms);

    private sealed record Entry(ReadyArticle Article, IReadOnlyList<Phrasing> Phrasings);
}

/// <param name="Value">0 to 1.</param>
/// <param name="Phrasing">The one that came closest.</param>
/// <param name="Shared">The terms both have.</param>
public sealed record ArticleScore(ReadyArticle Article, double Value, string Phrasing, IReadOnlyList<string> Shared);
