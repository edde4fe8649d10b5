using Crm.Plugins.Core.Articles;
using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Core.Tests.Articles;

public sealed class FindAnswerTests
{
    private static readonly ArticleIndex Most = Shelf.Without("warranty-lavida");
    private static readonly VehicleScope Id4X = new("Volkswagen", "ID.4", "ID.4 X");

    [Theory]
    [InlineData("ID.4首保多少钱", "first-service-id4")]
    [InlineData("你好，请问一下ID.4的第一次保养大概要花多少钱啊？谢谢", "first-service-id4")]
    [InlineData("id4x 首次保养收费吗", "first-service-id4")]
    [InlineData("ID.6 X首保什么价格", "first-service-id6x")]
    [InlineData("how much is the first service of the ID.4", "first-service-id4")]
    [InlineData("Hi, what's the price for the first maintenance on my ID.6 X please?", "first-service-id6x")]
    [InlineData("你们车保修几年", "warranty")]
    [InlineData("质保多长时间啊", "warranty")]
    [InlineData("how long is the guarantee", "warranty")]
    [InlineData("电池保修多少年", "battery-warranty")]
    [InlineData("How many years of warranty do the batteries have?", "battery-warranty")]
    [InlineData("大众ID.4快充多久", "charging-id4")]
    [InlineData("ID.4 how long does it take to charge", "charging-id4")]
    [InlineData("家用充电桩怎么装", "wallbox")]
    [InlineData("is a wall box included", "wallbox")]
    [InlineData("客服几点上班？", "hours")]
    public void A_question_in_the_customers_words_finds_its_article(string text, string id) =>
        (Shelf.Find(Most, text).Article?.Id, text).ShouldBe((id, text));

    [Theory]
    [InlineData("首保多少钱")]
    [InlineData("what does the first service cost")]
    [InlineData("大众第一次保养多少钱")]
    public void Where_the_answer_depends_on_the_model_the_customer_is_asked_which(string text)
    {
        var finding = Shelf.Find(Most, text);
        finding.Kind.ShouldBe(FindingKind.WhichVehicle);
        finding.Vehicles.ShouldBe(["ID.4", "ID.6 X"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("朗逸首保多少钱")]
    [InlineData("Audi A4首保多少钱")]
    [InlineData("ID.6 CROZZ first service cost?")]
    [InlineData("朗逸充电要多久")]
    [InlineData("宝马保修几年")]
    [InlineData("how long is the warranty of a Tesla")]
    public void Another_models_answer_is_never_given(string text)
    {
        var finding = Shelf.Find(Most, text);
        (finding.Kind, finding.Reason).ShouldBe((FindingKind.Unknown, Why.OtherVehicle));
    }

    [Fact]
    public void Two_models_compared_get_no_answer_that_holds_for_one_of_them() =>
        Shelf.Find(Most, "ID.4和ID.6的首保多少钱").Kind.ShouldBe(FindingKind.Unknown);

    [Fact]
    public void What_holds_for_all_answers_for_a_named_model_too() => Shelf.Find(Most, "朗逸保修几年").Article?.Id.ShouldBe("warranty");

    [Fact]
    public void The_most_specific_article_wins() => Shelf.Find(Shelf.Index(Shelf.All), "朗逸保修几年").Article?.Id.ShouldBe("warranty-lavida");

    [Fact]
    public void A_general_answer_is_not_given_to_somebody_whose_model_may_have_its_own() =>
        Shelf.Find(Shelf.Index(Shelf.All), "保修几年").Kind.ShouldBe(FindingKind.WhichVehicle);

    [Fact]
    public void The_model_known_from_before_counts_where_none_is_named_and_gives_way_to_one_that_is()
    {
        Shelf.Find(Most, "首保多少钱", Id4X).Article?.Id.ShouldBe("first-service-id4");
        Shelf.Find(Most, "ID.6 X首保多少钱", Id4X).Article?.Id.ShouldBe("first-service-id6x");
        Shelf.Find(Most, "大众首保多少钱", Id4X).Article?.Id.ShouldBe("first-service-id4");
    }

    [Theory]
    [InlineData("首保的时候车被撞了理赔流程怎么走")]
    [InlineData("你们老板是谁")]
    [InlineData("后备箱多大")]
    [InlineData("can I tow a boat with the ID.4")]
    [InlineData("How do I reset the navigation")]
    [InlineData("保险多少钱一年")]
    [InlineData("哈哈哈")]
    [InlineData("😀😀")]
    public void What_nobody_has_written_is_not_guessed(string text) => Shelf.Find(Most, text).Kind.ShouldBe(FindingKind.Unknown, text);

    [Fact]
    public void Two_articles_that_could_both_be_meant_leave_it_open_until_the_words_are_clearer()
    {
        var twice = Shelf.Index(Shelf.Article("a", "", "", "", ["保养手册在哪"], []), Shelf.Article("b", "", "", "", ["保养手册在哪"], []));
        var finding = Shelf.Find(twice, "保养手册在哪");
        (finding.Kind, finding.Reason).ShouldBe((FindingKind.Unknown, Why.Ambiguous));
        Shelf.Find(twice, "保养手册在哪", suggested: "b").Article?.Id.ShouldBe("b");
    }

    [Fact]
    public void Only_what_holds_today_answers()
    {
        var (now, day) = (Shelf.Now, TimeSpan.FromDays(1));
        Shelf.Find(Shelf.Index(Shelf.Article("x", "", "", "", ["首保多少钱"], [], until: now)), "首保多少钱").Kind.ShouldBe(FindingKind.Unknown);
        Shelf.Find(Shelf.Index(Shelf.Article("x", "", "", "", ["首保多少钱"], [], from: now + day)), "首保多少钱").Kind.ShouldBe(FindingKind.Unknown);
        Shelf.Find(Shelf.Index(Shelf.Article("x", "", "", "", ["首保多少钱"], [], from: now, until: now + day)), "首保多少钱").Kind.ShouldBe(FindingKind.Answer);
    }

    [Fact]
    public void An_article_without_the_customers_language_is_not_read_out()
    {
        var chinese = Shelf.All[0] with { Answers = new Dictionary<string, string> { ["zh-CN"] = "免费" } };
        Shelf.Find(Shelf.Index(chinese), "ID.4 first service cost", locale: "en").Reason.ShouldBe(Why.Language);
    }

    [Fact]
    public void A_suggestion_decides_a_doubt_but_never_the_vehicle_nor_something_unrelated()
    {
        const string doubtful = "ID.4第一次去店里做检查那次要掏多少";
        Shelf.Find(Most, doubtful).Kind.ShouldBe(FindingKind.Unknown);
        Shelf.Find(Most, "朗逸第一次保养要花多少", suggested: "first-service-id4").Kind.ShouldBe(FindingKind.Unknown);
        Shelf.Find(Most, "你们老板是谁", suggested: "hours").Kind.ShouldBe(FindingKind.Unknown);
        var weak = Shelf.Find(Most, "快充桩和电池保修的事情想了解，多久", suggested: "battery-warranty");
        weak.Seen.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_finding_says_what_it_saw()
    {
        var best = Shelf.Find(Most, "ID.4首保多少钱").Seen[0];
        best.Score.Phrasing.ShouldBe("首保多少钱");
        best.Score.Shared.ShouldBe(["首保", "多少钱"], ignoreOrder: true);
        best.Covers.ShouldBeTrue();
    }

    [Fact]
    public void Any_text_is_survived()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
            Shelf.Find(Most, new string([.. Enumerable.Range(0, random.Next(0, 300)).Select(_ => (char)random.Next(1, 0xFFFF))]));
        Shelf.Find(Most, new string('保', 5_000)).Kind.ShouldBe(FindingKind.Unknown);
    }
}
