using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Shared;

namespace Crm.Core.Tests.Intents;

public sealed class Personal_words
{
    private static readonly PersonalWords Words = new(new RuleRecogniser(), new CrmOptions());

    [Theory]
    [InlineData("我的电话13800138000，首保多少钱", "我的电话138****8000,首保多少钱")]
    [InlineData("１３８００１３８０００首保", "138****8000首保")]
    [InlineData("13800138000或者13900139000", "138****8000或者139****9000")]
    [InlineData("车架号LSVAA4182E2123456保修到哪天", "车架号***123456保修到哪天")]
    [InlineData("沪A12345的保修", "沪A***的保修")]
    [InlineData("沪AD12345 还能保修吗", "沪A*** 还能保修吗")]
    [InlineData("发到wang@example.com", "发到w***@example.com")]
    [InlineData("身份证310101199001011234", "身份证****")]
    [InlineData("王小明先生的车", "王*先生的车")]
    [InlineData("我叫李小龙，首保多少钱", "我叫李*,首保多少钱")]
    [InlineData("My name is John Smith, how long is the warranty?", "My name is J*, how long is the warranty?")]
    public void Lists_show_persons_masked_P07(string text, string masked) => Words.Masked(text).ShouldBe(masked);

    [Fact]
    public void What_leaves_the_house_has_nothing_left_but_its_kind() =>
        Words.Hidden("我叫李小龙，13800138000，沪A12345，LSVAA4182E2123456，li@example.com，首保多少钱？")
            .ShouldBe("我叫[name],[phone],[plate],[vin],[email],首保多少钱?");

    [Theory]
    [InlineData("ID.4 X首保多少钱")]
    [InlineData("2026款续航520公里够吗")]
    [InlineData("Does the warranty cover 160000 km?")]
    [InlineData("20000预算买什么")]
    public void A_plain_question_stays_as_it_is(string text) => Words.Masked(text).ShouldBe(text);

    [Fact]
    public void Any_text_is_survived()
    {
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
            Words.Hidden(new string([.. Enumerable.Range(0, random.Next(0, 200)).Select(_ => (char)random.Next(0, 0x10000))]));
    }
}
