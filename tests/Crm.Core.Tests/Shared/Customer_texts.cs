using System.Reflection;
using System.Text.Json;
using Crm.Plugins.Core.Shared;

namespace Crm.Core.Tests.Shared;

public sealed class Customer_texts
{
    private static readonly string[] Constants =
        [.. new[] { typeof(TextKeys), typeof(Crm.Plugins.Core.Staff.StaffKeys) }.SelectMany(keys => keys.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => (string)f.GetRawConstantValue()!)];

    private static Dictionary<string, string> Values(string locale, string key) =>
        Texts.Placeholders(locale, key).ToDictionary(p => p, p => locale == "en" ? English[p] : Chinese[p]);

    private static readonly Dictionary<string, string> Chinese = new()
    {
        ["who"] = "上汽大众某某店的销售顾问", ["dealer"] = "上汽大众某某店", ["time"] = "11月23日（周一）09:10", ["was"] = "今天15:10",
        ["slot"] = "11月23日（周一）09:00至09:30", ["asked"] = "今天22:00", ["phone"] = "138****8000", ["number"] = "C-1024",
        ["customer"] = "王*", ["summary"] = "想试驾", ["ahead"] = "2", ["minutes"] = "6",
        ["name"] = "李四", ["km"] = "3.2", ["list"] = "人手不足、其他", ["car"] = "大众 朗逸", ["left"] = "4", ["offers"] = "1", ["callbacks"] = "2",
        ["code"] = "春季车展", ["state"] = "处理中", ["items"] = "车型: ID.4", ["count"] = "2", ["what"] = "车型", ["team"] = "总部客服", ["link"] = "https://crm.example.com/my/#AAAA",
    };

    private static readonly Dictionary<string, string> English = new()
    {
        ["who"] = "a sales adviser of Shanghai Motors", ["dealer"] = "Shanghai Motors", ["time"] = "Mon 23 Nov, 09:10", ["was"] = "today 15:10",
        ["slot"] = "Mon 23 Nov, 09:00 to 09:30", ["asked"] = "today 22:00", ["phone"] = "138****8000", ["number"] = "C-1024",
        ["customer"] = "W*", ["summary"] = "wants a test drive", ["ahead"] = "2", ["minutes"] = "6",
        ["name"] = "Li Si", ["km"] = "3.2", ["list"] = "No capacity, Other", ["car"] = "Volkswagen Lavida", ["left"] = "4", ["offers"] = "1", ["callbacks"] = "2",
        ["code"] = "Spring show", ["state"] = "being worked on", ["items"] = "Car: ID.4", ["count"] = "2", ["what"] = "Car", ["team"] = "our customer care", ["link"] = "https://crm.example.com/my/#AAAA",
    };

    [Fact]
    public void Every_language_has_the_same_keys_and_placeholders()
    {
        Texts.Keys("en").Order().ShouldBe(Texts.Keys("zh-CN").Order());
        foreach (var key in Texts.Keys("en"))
            Texts.Placeholders("en", key).Order().ShouldBe(Texts.Placeholders("zh-CN", key).Order(), key);
    }

    [Fact]
    public void The_constants_are_the_keys_of_the_files() =>
        Texts.Keys("en").Where(k => !k.EndsWith(".sms", StringComparison.Ordinal)).Order().ShouldBe(Constants.Order());

    [Fact]
    public void Every_text_can_be_said_and_leaves_no_brace()
    {
        foreach (var locale in Texts.Locales)
        {
            foreach (var key in Texts.Keys(locale))
                Texts.Format(locale, key, Values(locale, key)).ShouldNotContain("{", customMessage: $"{locale} {key}");
        }
    }

    [Fact]
    public void A_short_variant_uses_no_value_the_long_one_lacks()
    {
        foreach (var key in Texts.Keys("en").Where(k => k.EndsWith(".sms", StringComparison.Ordinal)))
            Texts.Placeholders("en", key).Except(Texts.Placeholders("en", key[..^4])).ShouldBeEmpty(key);
    }

    [Fact]
    public void Short_variants_fit_into_one_text_message()
    {
        // One Chinese message carries 70 characters, one English message 160; the gateway adds a signature in front.
        foreach (var key in Texts.Keys("en").Where(k => k.EndsWith(".sms", StringComparison.Ordinal)))
        {
            Texts.Format("zh-CN", key, Values("zh-CN", key)).Length.ShouldBeLessThanOrEqualTo(80, key);
            Texts.Format("en", key, Values("en", key)).Length.ShouldBeLessThanOrEqualTo(160, key);
        }
    }

    [Fact]
    public void Chinese_texts_are_polite()
    {
        foreach (var key in Texts.Keys("zh-CN"))
            Texts.Format("zh-CN", key, Values("zh-CN", key)).ShouldNotContain("你", customMessage: key);
    }

    [Fact]
    public void K_06_automatic_texts_admit_no_fault_and_show_no_severity()
    {
        string[] never = ["过错", "责任", "赔偿", "质量问题", "缺陷", "S1", "our fault", "liable", "compensat", "defect", "S2"];
        foreach (var locale in Texts.Locales)
        {
            foreach (var key in Texts.Keys(locale))
                never.ShouldAllBe(word => !Texts.Format(locale, key, Values(locale, key)).Contains(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void P_02_a_text_that_asks_for_consent_has_a_version_bound_to_its_words()
    {
        var pinned = new Dictionary<string, string>
        {
            ["ask-phone-consent.zh-CN.1"] = "9e08d543bf5d",
            ["ask-phone-consent.en.1"] = "0f75b97f64da",
            ["ask-consent.zh-CN.1"] = "8f386e9e8598",
            ["ask-consent.en.1"] = "ac13d9405983",
            ["chat-consent.zh-CN.1"] = "3ce976c8985f",
            ["chat-consent.en.1"] = "f385a896f39c",
            ["ask-phone.zh-CN.1"] = "a0a7d74d4ef2",
            ["ask-phone.en.1"] = "3acf05ee502d",
        };
        foreach (var locale in Texts.Locales)
        {
            foreach (var key in new[] { TextKeys.AskPhoneConsent, TextKeys.AskConsent, TextKeys.AskPhone, TextKeys.ChatConsent })
            {
                var shown = Texts.Shown(locale, key);
                shown.Text.ShouldBe(Texts.Format(locale, key));
                shown.Hash[..12].ShouldBe(pinned[shown.Version], $"{shown.Version}: new words need a new version");
            }
        }
    }

    [Theory]
    [InlineData("en", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("EN-us", "en")]
    [InlineData("zh-CN", "zh-CN")]
    [InlineData("zh-TW", "zh-CN")]
    [InlineData("uz", "zh-CN")]
    [InlineData(null, "zh-CN")]
    public void An_unknown_language_is_served_in_Chinese(string? asked, string served) => Texts.LocaleFor(asked).ShouldBe(served);

    [Fact]
    public void A_missing_value_or_key_is_an_error()
    {
        Should.Throw<ArgumentException>(() => Texts.Format("en", TextKeys.PromiseMade, ("who", "x"), ("time", "y"))).Message.ShouldContain("{phone}");
        Should.Throw<ArgumentException>(() => Texts.Format("en", "no-such-text"));
        Should.Throw<ArgumentException>(() => Texts.Shown("en", TextKeys.Welcome));
    }

    [Fact]
    public void Values_are_put_in_as_they_are()
    {
        Texts.Format("en", TextKeys.WhoDealer, ("dealer", "{phone}")).ShouldBe("A sales adviser of {phone}");
        Texts.Format("en", TextKeys.ReplyStoredFeedback, ("who", "our customer care"), ("time", "today 15:10"))
            .ShouldBe("Thank you for your feedback. Our customer care will read it and answer you by today 15:10.");
    }

    [Fact]
    public void A_promise_names_who_when_and_the_masked_number()
    {
        Texts.Format("zh-CN", TextKeys.PromiseMade, ("who", "总部客服"), ("time", "今天15:10"), ("phone", "138****8000"))
            .ShouldBe("好的，已为您安排：总部客服会在今天15:10前拨打您的电话138****8000，请您留意接听。");
        Texts.FormatSms("zh-CN", TextKeys.PromiseMade, Values("zh-CN", TextKeys.PromiseMade)).ShouldStartWith("您的需求已收到");
        Texts.FormatSms("zh-CN", TextKeys.Welcome, new Dictionary<string, string>()).ShouldBe(Texts.Format("zh-CN", TextKeys.Welcome));
    }

    [Fact]
    public void The_glossary_names_every_word_once_in_both_languages()
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream("glossary.json")!;
        var rows = JsonDocument.Parse(stream).RootElement.EnumerateArray().ToList();
        foreach (var member in new[] { "word", "zh-CN", "en" })
        {
            rows.ShouldAllBe(r => r.GetProperty(member).GetString()!.Length > 0);
            rows.Select(r => r.GetProperty(member).GetString()).ShouldBeUnique();
        }
    }
}
