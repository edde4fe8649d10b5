using Crm.Adapters.WebForm.Form;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WebForm;

public sealed class FormTests
{
    private readonly FormHost _host = new();
    private readonly Visitor _visitor;

    public FormTests() => _visitor = new Visitor(_host);

    [Theory]
    [InlineData("form", "zh-CN", "联系我们")]
    [InlineData("form?lang=zh-CN", "zh-CN", "联系我们")]
    [InlineData("form?lang=en", "en", "Contact us")]
    [InlineData("form?lang=en-GB", "en", "Contact us")]
    [InlineData("form?lang=fr", "zh-CN", "联系我们")]
    public async Task The_page_speaks_the_language_of_its_address(string path, string lang, string title)
    {
        var page = await _host.Get(path);

        page.Status.ShouldBe(200);
        page.Text.ShouldContain($"<html lang=\"{lang}\">");
        page.Text.ShouldContain($"<h1>{title}</h1>");
    }

    [Fact]
    public async Task The_page_runs_nothing_inline_and_may_be_embedded()
    {
        var page = await _host.Get("form");

        page.Reply.Headers!["Content-Security-Policy"].ShouldBe(
            "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *");
        page.Text.ShouldNotMatch("<script(?! src=)");
        page.Text.ShouldNotMatch(" (on[a-z]+|style)=");
        (await _host.Get("form.js")).Reply.ContentType.ShouldBe("text/javascript; charset=utf-8");
        (await _host.Get("form.css")).Reply.ContentType.ShouldBe("text/css; charset=utf-8");
    }

    [Fact]
    public async Task A_link_may_fill_in_what_it_knows_but_never_markup_and_never_a_consent()
    {
        var page = await _host.Get("form?kind=complaint&campaign=spring&model=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&consentMarketing=yes");

        page.Text.ShouldContain("<option value=\"complaint\" selected>");
        page.Text.ShouldContain("name=\"campaign\" value=\"spring\"");
        page.Text.ShouldContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
        page.Text.ShouldNotContain("checked");
    }

    [Fact]
    public async Task A_person_gets_the_committed_promise_as_thanks()
    {
        var answer = await _visitor.Send(new() { ["name"] = "王芳", ["phone"] = "13800138000", ["kind"] = "callback", ["message"] = "a\r\nb",
            ["consentForward"] = "yes", ["campaign"] = "spring", ["preferredTime"] = "2026-03-02T15:30" });

        answer.Status.ShouldBe(200);
        answer.Text.ShouldContain("我们将于 10:10 前回电。");
        var item = _host.Stored.ShouldHaveSingleItem();
        (item.Kind, item.Locale, item.RawContentType).ShouldBe((InboundKind.Form, "zh-CN", "application/x-www-form-urlencoded"));
        item.Form!.Message.ShouldBe("a\nb");
        item.Form.PreferredTime.ShouldBe(new DateTimeOffset(2026, 3, 2, 15, 30, 0, TimeSpan.FromHours(8)));
        item.Form.Consents.ShouldBe([new ConsentGiven("forward_to_dealer", "phone", "web-form-1.zh-CN")]);
        item.Source.ShouldBe(new InquirySource("spring", null));
    }

    [Fact]
    public async Task Without_phone_and_email_the_form_comes_back_with_what_was_typed()
    {
        var answer = await _visitor.Send(new() { ["name"] = "王 <芳>", ["message"] = "试驾" }, "?lang=en");

        answer.Status.ShouldBe(422);
        answer.Text.ShouldContain("Leave a mobile number or an e-mail address");
        answer.Text.ShouldContain("value=\"王 &lt;芳&gt;\"");
        answer.Text.ShouldContain(">\n试驾</textarea>");
        _host.Stored.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_double_click_is_one_inquiry_and_a_corrected_form_is_another()
    {
        var sent = await _visitor.Fill(new() { ["phone"] = "13800138000", ["name"] = "Li" });
        await _host.PostForm(sent);
        await _host.PostForm(sent);
        _host.Stored.Count.ShouldBe(1);

        sent["name"] = "Li Wei";
        await _host.PostForm(sent);
        _host.Stored.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Anything_but_a_form_body_is_415()
    {
        var result = await _host.Begin("POST", "form", "{}"u8.ToArray(), "application/json");

        _host.Finish(result).Status.ShouldBe(415);
    }

    [Fact]
    public void Both_languages_have_the_same_texts() =>
        FormTexts.English.Keys.Order().ShouldBe(FormTexts.Chinese.Keys.Order());

    [Fact]
    public async Task An_unknown_route_is_404() => (await _host.Get("forms")).Status.ShouldBe(404);
}
