using Crm.Plugins.Core.Articles;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Host.Demo;

/// <summary>Some answers for the sample brand, so that the bot can be asked; every figure in them is made up.</summary>
internal static class DemoArticles
{
    private const string Source = "示例售后价目表 2026 / sample price list 2026";

    private static readonly ArticleInput[] Approved =
    [
        Article("ID.4", null, ["首保多少钱", "第一次保养费用"], ["What does the first service cost?"],
            "ID.4的首次保养（12个月或1万公里，先到为准）含工时费共380元。", "The first service of the ID.4 (12 months or 10,000 km, whichever comes first) costs 380 yuan, labour included."),
        Article("Lavida", null, ["首保多少钱", "第一次保养费用"], ["What does the first service cost?"],
            "朗逸的首次保养（6个月或5000公里，先到为准）免费，第二次保养约560元。", "The first service of the Lavida (6 months or 5,000 km, whichever comes first) is free; the second costs about 560 yuan."),
        Article(null, null, ["整车质保多久", "保修几年", "三包政策是什么"], ["How long is the warranty?", "What does the warranty cover?"],
            "整车质保3年或10万公里，以先到者为准，凭购车发票和保养记录办理。", "The whole car has a warranty of 3 years or 100,000 km, whichever comes first; bring the invoice and the service record."),
        Article("ID.4", null, ["电池质保多久", "三电保修几年"], ["How long is the battery warranty?"],
            "ID.4的高压电池质保8年或16万公里，以先到者为准。", "The high-voltage battery of the ID.4 has a warranty of 8 years or 160,000 km, whichever comes first."),
        Article("ID.4", null, ["充电要多久", "快充需要多长时间", "多久能充满"], ["How long does charging take?", "How long does a fast charge take?"],
            "ID.4直流快充从30%到80%约35分钟；用7千瓦家用充电桩充满约9.5小时。", "A fast charge of the ID.4 from 30 % to 80 % takes about 35 minutes; a full charge on a 7 kW wallbox about 9.5 hours."),
        Article(null, null, ["家用充电桩怎么安装", "送充电桩吗", "充电桩安装要多少钱"], ["How do I get a home charger installed?", "Is a wallbox included?"],
            "ID.系列新车含一台7千瓦家用充电桩和30米以内的基础安装，提车后由服务商联系您勘测。", "A new ID. car comes with a 7 kW wallbox and a basic installation of up to 30 metres; the installer contacts you for a survey after delivery."),
    ];

    private static readonly ArticleInput Draft = Article("ID.4", null, ["冬天续航打几折", "零下续航多少公里"], ["How far does it go in winter?"],
        "（待核实）零下10度时续航约为标称的65%。", "(To be verified) At -10 °C the range is about 65 % of the stated one.");

    public static async Task SeedAsync(ChangeArticle articles, Caller author, Caller approver)
    {
        foreach (var input in Approved) await articles.ApproveAsync(await articles.CreateAsync(input, author), new IfMatch((long?)null), approver);
        await articles.CreateAsync(Draft, author);
    }

    private static ArticleInput Article(string? series, string? model, string[] zhQuestions, string[] enQuestions, string zh, string en) => new(
        "Volkswagen", series, model, new Dictionary<string, IReadOnlyList<string>> { ["zh-CN"] = zhQuestions, ["en"] = enQuestions },
        new Dictionary<string, string> { ["zh-CN"] = zh, ["en"] = en }, Source);
}
