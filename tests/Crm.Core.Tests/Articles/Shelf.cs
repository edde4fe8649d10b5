using Crm.Plugins.Core.Articles;
using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Core.Tests.Articles;

/// <summary>A small library as a brand would have it: two models with their own prices, the rest for all.</summary>
internal static class Shelf
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    public static readonly ReadyArticle[] All =
    [
        Article("first-service-id4", "Volkswagen", "ID.4", "", ["首保多少钱", "第一次保养费用"], ["What does the first service cost?"]),
        Article("first-service-id6x", "Volkswagen", "ID.6", "ID.6 X", ["首保多少钱", "第一次保养费用"], ["What does the first service cost?"]),
        Article("warranty", "Volkswagen", "", "", ["整车质保多久", "保修几年"], ["How long is the warranty?"]),
        Article("battery-warranty", "Volkswagen", "", "", ["电池质保多久", "三电保修几年"], ["How long is the battery warranty?"]),
        Article("charging-id4", "Volkswagen", "ID.4", "", ["充电要多久", "快充需要多长时间", "多久能充满"], ["How long does charging take?", "How long is a fast charge?"]),
        Article("wallbox", "Volkswagen", "", "", ["家用充电桩怎么安装", "送充电桩吗"], ["How do I get a home charger installed?", "Is a wallbox included?"]),
        Article("hours", "", "", "", ["客服几点上班", "客服营业时间"], ["What are the opening hours of customer care?"]),
        Article("warranty-lavida", "Volkswagen", "Lavida", "", ["保修几年"], ["How long is the warranty?"]),
    ];

    public static ArticleIndex Index(params ReadyArticle[] articles) => new(articles, VehicleCatalogue.Default, 1);

    public static ArticleIndex Without(params string[] ids) => Index([.. All.Where(article => !ids.Contains(article.Id))]);

    public static ReadyArticle Article(string id, string brand, string series, string model, string[] zh, string[] en, DateTimeOffset? from = null, DateTimeOffset? until = null) => new(
        id, new VehicleScope(brand, series, model), new Dictionary<string, IReadOnlyList<string>> { ["zh-CN"] = zh, ["en"] = en },
        new Dictionary<string, string> { ["zh-CN"] = $"答案 {id}", ["en"] = $"Answer {id}" }, "source", from, until, Now);

    public static Finding Find(ArticleIndex index, string text, VehicleScope? known = null, string locale = "zh-CN", string? suggested = null) =>
        FindAnswer.Run(index, text, locale, FindAnswer.Asked(VehicleCatalogue.Default, text, known), Now, suggested);
}
