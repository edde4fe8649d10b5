using System.Text;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WebForm;

public sealed class InquiryRouteTests
{
    private readonly FormHost _host = new();

    [Fact]
    public async Task A_full_inquiry_becomes_one_form_item_with_everything_it_said()
    {
        var answer = await _host.Post("""
            {"kind":"lead","name":" 王芳 ","phone":"138 0013 8000","email":"wang@example.com","region":"310000","brand":"大众","series":"ID.4",
             "model":"X Pure+","message":"想试驾\n周末","preferredTime":"2026-03-02T15:00+08:00","locale":"zh-CN",
             "consent":[{"purpose":"forward_to_dealer","channel":"phone","textVersion":"v3"}],"source":{"campaign":"spring","scene":"banner"}}
            """);

        answer.Status.ShouldBe(202);
        var item = _host.Stored.ShouldHaveSingleItem();
        item.Kind.ShouldBe(InboundKind.Form);
        item.DedupKey.ShouldBe("partner:k1");
        item.Identities.ShouldBe([new ChannelIdentity("phone", "138 0013 8000"), new ChannelIdentity("email", "wang@example.com")]);
        item.DisplayName.ShouldBe("王芳");
        item.Locale.ShouldBe("zh-CN");
        item.Source.ShouldBe(new InquirySource("spring", "banner"));
        (item.ReplyTo, item.ConversationKey).ShouldBe((null, null));
        var form = item.Form.ShouldNotBeNull();
        form.Consents.ShouldBe([new ConsentGiven("forward_to_dealer", "phone", "v3")]);
        form.ShouldBe(new InquiryForm("lead", "王芳", "138 0013 8000", "wang@example.com", "310000", "大众", "ID.4", "X Pure+",
            "想试驾\n周末", new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.FromHours(8)), form.Consents));
    }

    [Fact]
    public async Task The_answer_tells_the_promise_with_utc_milliseconds()
    {
        var answer = await _host.Post("""{"kind":"callback","phone":"13800138000"}""");

        answer.Reply.ContentType.ShouldBe("application/json");
        answer.Text.ShouldBe("""{"inquiryId":"i1","leadId":"l1","promise":{"id":"p1","windowStart":"2026-03-02T02:00:00.000Z","dueAt":"2026-03-02T02:10:00.000Z","timeZone":"Asia/Shanghai","text":"我们将于 10:10 前回电。"}}""");
    }

    [Fact]
    public async Task An_inquiry_without_contact_is_captured_for_the_crm_to_quarantine()
    {
        (await _host.Post("""{"kind":"feedback","message":"Nice"}""")).Status.ShouldBe(202);

        _host.Stored.ShouldHaveSingleItem().Identities.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_caller_nothing_is_read()
    {
        var answer = await _host.Post("not even JSON", key: null, caller: null);

        (answer.Status, answer.Code).ShouldBe((401, "api-key-missing"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\"\"")]
    public async Task A_missing_key_is_told_before_the_body_is_looked_at(string? key)
    {
        var answer = await _host.Post("{", key);

        (answer.Status, answer.Code).ShouldBe((400, "idempotency-key-missing"));
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("钥匙")]
    [InlineData("tab\tin")]
    public async Task A_key_of_other_characters_is_refused(string key) =>
        (await _host.Post("{", key)).Code.ShouldBe("idempotency-key-invalid");

    [Fact]
    public async Task A_key_longer_than_128_characters_is_refused()
    {
        (await _host.Post("""{"kind":"lead"}""", new string('k', 129))).Code.ShouldBe("idempotency-key-invalid");
        (await _host.Post("""{"kind":"lead"}""", new string('k', 128))).Status.ShouldBe(202);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("kind=lead")]
    [InlineData("""{"kind":"lead"} {}""")]
    [InlineData("""{"kind":"lead",}""")]
    [InlineData("""{"kind":"lead"} // comment""")]
    public async Task A_body_that_is_not_json_is_400(string body)
    {
        var answer = await _host.Post(body);

        (answer.Status, answer.Code).ShouldBe((400, "not-json"));
        answer.Reply.ContentType.ShouldBe("application/problem+json");
        _host.Stored.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_not_json() =>
        (await _host.PostBytes([.. """{"kind":"lead","name":" """u8, 0xC3, 0x28, .. "\"}"u8])).Code.ShouldBe("not-json");

    [Fact]
    public async Task A_byte_order_mark_does_no_harm() =>
        (await _host.PostBytes([0xEF, 0xBB, 0xBF, .. """{"kind":"lead"}"""u8])).Status.ShouldBe(202);

    [Theory]
    [InlineData("[]", ":type")]
    [InlineData("7", ":type")]
    [InlineData("{}", "/kind:required")]
    [InlineData("""{"kind":null}""", "/kind:required")]
    [InlineData("""{"kind":"sale"}""", "/kind:unknown")]
    [InlineData("""{"kind":"Lead"}""", "/kind:unknown")]
    [InlineData("""{"kind":5}""", "/kind:type")]
    [InlineData("""{"kind":"lead","kind":"lead"}""", "/kind:twice")]
    [InlineData("""{"kind":"lead","phone":13800138000}""", "/phone:type")]
    [InlineData("""{"kind":"lead","name":{"first":"A"},"email":[]}""", "/name:type /email:type")]
    [InlineData("""{"kind":"lead","name":"a\u0000b"}""", "/name:text")]
    [InlineData("""{"kind":"lead","name":"\ud800"}""", "/name:text")]
    [InlineData("""{"kind":"lead","preferredTime":"2026-03-02T15:00:00"}""", "/preferredTime:format")]
    [InlineData("""{"kind":"lead","preferredTime":"2026-03-02"}""", "/preferredTime:format")]
    [InlineData("""{"kind":"lead","preferredTime":"tomorrow at three"}""", "/preferredTime:format")]
    [InlineData("""{"kind":"lead","preferredTime":"0001-01-01T00:00:00+14:00"}""", "/preferredTime:format")]
    [InlineData("""{"kind":"lead","preferredTime":1772434800}""", "/preferredTime:type")]
    [InlineData("""{"kind":"lead","consent":"yes"}""", "/consent:type")]
    [InlineData("""{"kind":"lead","consent":{"purpose":"callback"}}""", "/consent:type")]
    [InlineData("""{"kind":"lead","consent":["callback"]}""", "/consent/0:type")]
    [InlineData("""{"kind":"lead","consent":[{"purpose":"callback","channel":"phone"}]}""", "/consent/0:required")]
    [InlineData("""{"kind":"lead","consent":[{"purpose":"callback","channel":"phone","textVersion":3}]}""", "/consent/0/textVersion:type")]
    [InlineData("""{"kind":"lead","source":"web"}""", "/source:type")]
    [InlineData("""{"kind":"lead","source":{"campaign":1}}""", "/source/campaign:type")]
    [InlineData("""{"kind":"lead","locale":true}""", "/locale:type")]
    public async Task A_wrong_member_is_422_and_stores_nothing(string body, string errors)
    {
        var answer = await _host.Post(body);

        (answer.Status, answer.Code, answer.Errors).ShouldBe((422, "validation", errors));
        _host.Stored.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name", 100)]
    [InlineData("phone", 40)]
    [InlineData("email", 254)]
    [InlineData("region", 64)]
    [InlineData("brand", 100)]
    [InlineData("series", 100)]
    [InlineData("model", 100)]
    [InlineData("message", 4000)]
    public async Task A_text_may_be_as_long_as_its_limit_and_no_longer(string member, int limit)
    {
        (await _host.Post($$"""{"kind":"lead","{{member}}":"{{new string('字', limit)}}"}""", "fits")).Status.ShouldBe(202);
        (await _host.Post($$"""{"kind":"lead","{{member}}":"{{new string('字', limit + 1)}}"}""", "long")).Errors.ShouldBe($"/{member}:too-long");
    }

    [Fact]
    public async Task More_than_twenty_consents_are_too_many()
    {
        var consents = string.Join(",", Enumerable.Repeat("""{"purpose":"survey","channel":"sms","textVersion":"1"}""", 21));

        (await _host.Post($$"""{"kind":"lead","consent":[{{consents}}]}""")).Errors.ShouldBe("/consent:too-many");
    }

    [Fact]
    public async Task A_body_full_of_errors_gets_a_short_list()
    {
        var answer = await _host.Post($$"""{"kind":"lead","consent":[{{string.Join(",", Enumerable.Repeat("0", 9000))}}]}""");

        answer.Json.GetProperty("errors").GetArrayLength().ShouldBe(50);
    }

    [Theory]
    [InlineData("""{"kind":"lead","name":null,"consent":null,"source":null,"preferredTime":"","phone":"  "}""")]
    [InlineData("""{"kind":"lead","colour":"red","trade":{"in":[1,{"deep":null}]}}""")]
    [InlineData("""{"kind":"service_booking","preferredTime":"2026-03-02T15:00:00.123Z"}""")]
    public async Task Nulls_blanks_and_members_of_tomorrow_are_no_errors(string body) =>
        (await _host.Post(body)).Status.ShouldBe(202);

    [Theory]
    [InlineData("lead")]
    [InlineData("complaint")]
    [InlineData("callback")]
    [InlineData("service-booking")]
    [InlineData("finance")]
    [InlineData("product-question")]
    [InlineData("feedback")]
    public async Task Every_kind_is_taken(string kind)
    {
        await _host.Post($$"""{"kind":"{{kind}}"}""");

        _host.Stored.ShouldHaveSingleItem().Form!.Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task The_raw_bytes_are_kept_as_they_came()
    {
        const string body = """ {"kind" : "lead", "phone":"13800138000" , "x":1} """;

        await _host.Post(body);

        Encoding.UTF8.GetString(_host.Stored[0].Raw.Span).ShouldBe(body);
    }
}
