using System.Text;
using Crm.Plugins.Core.Leads.Intents;

namespace Crm.Core.Tests.Intents;

public sealed class Recogniser
{
    private static readonly RuleRecogniser Shipped = new();

    private static string Embedded(string name)
    {
        using var reader = new StreamReader(typeof(RuleRecogniser).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [Fact]
    public void No_text_is_nothing()
    {
        Shipped.Recognise("", null).ShouldBe(Recognised.Nothing);
        Shipped.Recognise(" \n ", null).ShouldBe(Recognised.Nothing);
    }

    [Fact]
    public void Any_text_is_survived()
    {
        const string alphabet = "刹车试驾不想一二三点半月周年:：.,，。?!？#@()[]{}\\^$*+-_/'’\"0123456789abcXYZ \n\t\u0000\u200B\uD83D\uDE00\uD800😀";
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 60); length > 0; length--)
                text.Append(alphabet[random.Next(alphabet.Length)]);
            Should.NotThrow(() => Shipped.Recognise(text.ToString(), null), text.ToString());
        }
    }

    [Fact]
    public void A_long_text_is_read_at_its_beginning()
    {
        var found = Shipped.Recognise("刹车失灵了。" + new string('啊', 100_000), "zh-CN");
        found.Top.ShouldBe(IntentNames.Complaint);
        found.SafetyWords.ShouldBe(["刹车失灵"]);
    }

    [Theory]
    [InlineData("刹车失灵")]
    [InlineData("起火")]
    [InlineData("冒烟")]
    [InlineData("自燃")]
    [InlineData("气囊")]
    [InlineData("失速")]
    [InlineData("方向盘")]
    [InlineData("受伤")]
    [InlineData("漏电")]
    [InlineData("断电")]
    [InlineData("brake")]
    [InlineData("fire")]
    [InlineData("smoke")]
    [InlineData("airbag")]
    [InlineData("steering")]
    [InlineData("tormoz")]
    [InlineData("yong'in")]
    [InlineData("tutun")]
    [InlineData("yostiq")]
    public void K_02_every_word_of_the_list_alone_proposes_a_safety_complaint(string word)
    {
        foreach (var locale in new[] { "zh-CN", "en", "uz", null })
        {
            var found = Shipped.Recognise(word, locale);
            found.SafetyWords.ShouldBe([word]);
            found.Top.ShouldBe(IntentNames.Complaint);
        }
    }

    [Fact]
    public void Danger_comes_before_everything_else() =>
        Shipped.Recognise("想试驾，但是刚才你们的车刹车失灵，转人工，退订", "zh-CN").Top.ShouldBe(IntentNames.Complaint);

    [Fact]
    public void Intents_are_listed_once_and_best_first()
    {
        var intents = Shipped.Recognise("你好，想试驾，多少钱，可以贷款吗，请回电话，谢谢", "zh-CN").Intents;
        intents.Select(i => i.Name).ShouldBeUnique();
        intents.Select(i => i.Confidence).ShouldBeInOrder(SortDirection.Descending);
        intents.Count.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public void A_brand_may_bring_its_own_rules()
    {
        var own = Embedded("intents.zh-CN.json").Replace("\"退订\"", "\"请勿打扰\"", StringComparison.Ordinal);
        var recogniser = new RuleRecogniser(name => name == "intents.zh-CN.json" ? own : null);

        recogniser.Recognise("请勿打扰", null).IsOptOut.ShouldBeTrue();
        recogniser.Recognise("退订", null).IsOptOut.ShouldBeFalse();
        recogniser.Recognise("unsubscribe", null).IsOptOut.ShouldBeTrue();
    }

    [Fact]
    public void A_brand_may_bring_its_own_vehicles()
    {
        var recogniser = new RuleRecogniser(name => name == "vehicles.json"
            ? """[{ "name": "Acme", "names": ["艾克美"], "series": [{ "name": "Rocket", "names": ["火箭"] }] }]"""
            : null);
        recogniser.Recognise("艾克美火箭多少钱", null).Series.ShouldBe("Rocket");
        recogniser.Recognise("朗逸多少钱", null).Series.ShouldBeNull();
    }

    [Theory]
    [InlineData("intents.en.json", "{")]
    [InlineData("intents.en.json", "{}")]
    [InlineData("intents.zh-CN.json", "null")]
    [InlineData("vehicles.json", "[{}]")]
    public void A_file_that_cannot_be_used_is_named(string file, string content) =>
        Should.Throw<FormatException>(() => new RuleRecogniser(name => name == file ? content : null)).Message.ShouldContain(file);

    [Fact]
    public void A_pattern_that_is_no_regular_expression_is_named()
    {
        var broken = Embedded("intents.en.json").Replace("\"unhappy\"", "\"unhappy(\"", StringComparison.Ordinal);
        Should.Throw<FormatException>(() => new RuleRecogniser(name => name == "intents.en.json" ? broken : null)).Message.ShouldContain("intents.en.json");
    }

    [Theory]
    [InlineData("大众", "Volkswagen")]
    [InlineData(" vw ", "Volkswagen")]
    [InlineData("VOLKSWAGEN", "Volkswagen")]
    [InlineData("上汽大众", "Volkswagen")]
    [InlineData("奥迪", "Audi")]
    [InlineData("Acme ", "Acme")]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void Brands_have_one_spelling(string? said, string? brand) => VehicleCatalogue.Default.Brand(said).ShouldBe(brand);

    [Theory]
    [InlineData("朗逸", "Lavida")]
    [InlineData("id 4 x", "ID.4")]
    [InlineData("ID4", "ID.4")]
    [InlineData("Something", "Something")]
    public void Series_have_one_spelling(string said, string series) => VehicleCatalogue.Default.Series(said).ShouldBe(series);

    [Theory]
    [InlineData("ID.4 X", "ID.4 X")]
    [InlineData("id4x", "ID.4 X")]
    [InlineData("ID.4 xcellent", null)]
    [InlineData("途观L Pro", "Tiguan L Pro")]
    [InlineData("ID.4 怎么样，CROZZ 不是 ID.4 CROZZ 吧", "ID.4 CROZZ")]
    public void The_longest_name_wins(string text, string? model) => Shipped.Recognise(text, null).Model.ShouldBe(model);

    [Theory]
    [InlineData("A4纸")]
    [InlineData("avid4ever")]
    [InlineData("polonaise")]
    public void A_name_inside_a_word_is_none(string text) => Shipped.Recognise(text, null).Series.ShouldBeNull();
}
