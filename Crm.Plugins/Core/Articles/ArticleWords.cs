using System.Globalization;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Articles;

/// <summary>The sentences around an article: its own words, where they are written, and how long they hold.</summary>
public sealed class ArticleWords(VehicleCatalogue vehicles, CrmOptions crm)
{
    public (string Key, IReadOnlyDictionary<string, string> Values) Answer(ReadyArticle article, string locale) => (TextKeys.ArticleAnswer, Values(article, locale));

    /// <summary>The same, some time after the question.</summary>
    public (string Key, IReadOnlyDictionary<string, string> Values) Later(ReadyArticle article, string locale, string question)
    {
        var values = Values(article, locale);
        values["question"] = question.Length <= 60 ? question : question[..60] + "…";
        return (TextKeys.ArticleAnswerLater, values);
    }

    public (string Key, IReadOnlyDictionary<string, string> Values) Which(IReadOnlyList<string> names, string locale) =>
        (TextKeys.ArticleWhichVehicle, new Dictionary<string, string> { ["vehicles"] = string.Join(Texts.LocaleFor(locale) == "zh-CN" ? "、" : ", ", names.Take(8).Select(name => vehicles.Called(name, locale))) });

    private Dictionary<string, string> Values(ReadyArticle article, string locale) => new()
    {
        ["answer"] = article.Answers[locale], ["source"] = article.Source,
        ["scope"] = article.Scope.Depth > 1 ? Texts.Format(locale, TextKeys.ArticleScope, ("vehicle", vehicles.Called(article.Scope.Name, locale))) : "",
        ["validity"] = article.ValidUntil is { } until
            // The last day it holds, not the first it does not.
            ? Texts.Format(locale, TextKeys.ArticleValidUntil, ("date", Date(until.AddMilliseconds(-1), locale)))
            : Texts.Format(locale, TextKeys.ArticleValidSince, ("date", Date(article.ValidFrom ?? article.ApprovedAt, locale))),
    };

    private string Date(DateTimeOffset at, string locale)
    {
        var day = LocalTimes.At(at, crm.DefaultTimeZone).DateTime;
        return Texts.LocaleFor(locale) switch
        {
            "zh-CN" => $"{day.Year}年{day.Month}月{day.Day}日",
            "en" => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }
}
