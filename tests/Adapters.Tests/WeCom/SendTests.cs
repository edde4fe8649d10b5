using System.Net;
using System.Text;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Outbound;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 4.2, 4.3 and 5: the four ways out, and how each end is classified.</summary>
public sealed class SendTests : IDisposable
{
    private const string Kf = "kf/maker/crm/wk1/wm1";

    private readonly WeComNode _node = new();

    private FakePlatform Platform => _node.Platform;

    [Fact]
    public async Task A_reply_goes_to_customer_service_with_our_id()
    {
        Platform.Answers("kf/send_msg", new { errcode = 0, msgid = "m-1" });
        (await SendAsync(Kf, "10分钟内回电🚗 \"a\\b\"\n")).ShouldBe(new SendResult.Sent("m-1"));
        Platform.Last("kf/send_msg").BodyText.ShouldBe(
            """{"touser":"wm1","open_kfid":"wk1","msgid":"m-1","msgtype":"text","text":{"content":"10分钟内回电🚗 \"a\\b\"\n"}}""");
    }

    [Fact]
    public async Task Choices_are_a_menu_to_tap()
    {
        await SendAsync(Kf, "需要回电吗？", new MessageChoice("yes", "要"), new MessageChoice("no", new string('否', 60)));
        var body = Platform.Last("kf/send_msg").Body;
        body.Text("msgtype").ShouldBe("msgmenu");
        body.Child("msgmenu").Text("head_content").ShouldBe("需要回电吗？");
        var items = body.Child("msgmenu").Items("list").ToList();
        items.Select(item => item.Child("click").Text("id")).ShouldBe(["yes", "no"]);
        items[1].Child("click").Text("content").ShouldBe(new string('否', 42));
    }

    [Fact]
    public async Task Choices_that_fit_no_menu_are_a_numbered_list()
    {
        await SendAsync(Kf, "选", [.. Enumerable.Range(1, 11).Select(i => new MessageChoice($"c{i}", $"第{i}项"))]);
        var text = Platform.Last("kf/send_msg").Body.Child("text").Text("content")!;
        text.ShouldStartWith("选\n1. 第1项\n");
        text.ShouldEndWith("\n11. 第11项");
        await SendAsync(Kf, new string('长', 1000), new MessageChoice("yes", "要"));
        text = Platform.Last("kf/send_msg").Body.Child("text").Text("content")!;
        text.ShouldEndWith("\n1. 要");
        Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(2048);
    }

    [Theory]
    [InlineData("kfevent/maker/crm/WC/1", "kf/send_msg_on_event", """{"code":"WC/1","msgid":"m-1","msgtype":"text","text":{"content":"您好"}}""")]
    [InlineData("welcome/maker/crm/WELCOME", "externalcontact/send_welcome_msg", """{"welcome_code":"WELCOME","text":{"content":"您好"}}""")]
    [InlineData("member/maker/crm/lisi", "message/send", """{"touser":"lisi","msgtype":"text","agentid":1000002,"text":{"content":"您好"},"enable_duplicate_check":0,"duplicate_check_interval":1800}""")]
    public async Task Each_address_has_its_call(string to, string path, string body)
    {
        (await SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
        Platform.Last(path).BodyText.ShouldBe(body);
    }

    [Theory]
    [InlineData("nonsense", "bad-address")]
    [InlineData("kf/maker/crm/wk1", "bad-address")]
    [InlineData("fax/maker/crm/1", "bad-address")]
    [InlineData("kf/maker/gone/wk1/wm1", "configuration")]
    public async Task An_address_we_cannot_use_is_rejected(string to, string reason)
    {
        (await SendAsync(to)).ShouldBe(new SendResult.Rejected(reason));
        Platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_its_deadline_nothing_is_sent()
    {
        (await _node.SendAsync(WeComNode.Message("welcome/maker/crm/C", deadline: _node.Time.Now))).ShouldBe(new SendResult.Rejected("expired"));
        Platform.Calls.ShouldBeEmpty();
        Platform.Answers("externalcontact/send_welcome_msg", -1);
        var result = await _node.RunAsync(_node.SendAsync(WeComNode.Message("welcome/maker/crm/C", deadline: _node.Time.Now.AddSeconds(2))));
        result.ShouldBeOfType<SendResult.Retry>();
        Platform.Count("externalcontact/send_welcome_msg").ShouldBeInRange(1, 3);
    }

    /// <summary>WeCom 5: 41051 = done. After a try of our own whose end we did not see, it was us.</summary>
    [Fact]
    public async Task A_code_used_up_by_our_own_earlier_try_was_a_welcome_and_no_miss()
    {
        const string to = "welcome/maker/crm/C";
        Platform.Answers("externalcontact/send_welcome_msg", HttpStatusCode.BadGateway, 41051);
        var deadline = _node.Time.Now.AddSeconds(20);
        (await _node.RunAsync(_node.SendAsync(WeComNode.Message(to, deadline: deadline)))).ShouldBeOfType<SendResult.Sent>();
        (await _node.SendAsync(WeComNode.Message(to, deadline: deadline, attempt: 2))).ShouldBeOfType<SendResult.Sent>();
        (await _node.SendAsync(WeComNode.Message(to, deadline: deadline))).ShouldBe(new SendResult.Rejected("already-welcomed"));
    }

    [Fact]
    public async Task A_busy_platform_is_asked_again_before_the_deadline_and_not_after_it()
    {
        Platform.Answers("externalcontact/send_welcome_msg", -1);
        var result = await _node.RunAsync(_node.SendAsync(WeComNode.Message("welcome/maker/crm/C", deadline: _node.Time.Now.AddSeconds(20))));
        result.ShouldBe(new SendResult.Retry(TimeSpan.FromSeconds(1), "busy"));
    }

    [Theory]
    [InlineData(41050, "expired")]
    [InlineData(41051, "already-welcomed")]
    [InlineData(95001, "message-limit")]
    [InlineData(95002, "window-closed")]
    [InlineData(95018, "session-state")]
    [InlineData(95013, "session-state")]
    [InlineData(95031, "window-closed")]
    [InlineData(48002, "configuration")]
    [InlineData(84061, "recipient-gone")]
    [InlineData(45002, "content")]
    [InlineData(42001, "configuration")]
    [InlineData(654321, "unknown-error")]
    public async Task A_final_code_is_rejected_with_a_stable_reason(int code, string reason)
    {
        Platform.Answers("kf/send_msg", code);
        (await SendAsync(Kf)).ShouldBe(new SendResult.Rejected(reason));
    }

    [Theory]
    [InlineData(45009, "throttled")]
    [InlineData(45033, "throttled")]
    [InlineData(-1, "busy")]
    [InlineData(41096, "in-progress")]
    public async Task What_may_pass_later_is_tried_later(int code, string reason)
    {
        Platform.Answers("kf/send_msg", code);
        var retry = (await _node.RunAsync(SendAsync(Kf))).ShouldBeOfType<SendResult.Retry>();
        retry.Reason.ShouldBe(reason);
        retry.After.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_connection_cut_after_sending_is_unknown_and_not_sent_again()
    {
        Platform.Answers("kf/send_msg", new HttpRequestException("reset", new IOException()));
        (await _node.RunAsync(SendAsync(Kf))).ShouldBeOfType<SendResult.Unknown>();
        Platform.Count("kf/send_msg").ShouldBe(1);
    }

    [Fact]
    public async Task No_connection_at_all_may_be_tried_again()
    {
        Platform.Answers("kf/send_msg", new HttpRequestException(HttpRequestError.ConnectionError), HttpStatusCode.BadGateway, 0);
        (await _node.RunAsync(SendAsync(Kf))).ShouldBeOfType<SendResult.Sent>();
        Platform.Count("kf/send_msg").ShouldBe(3);
    }

    [Fact]
    public async Task A_member_who_was_not_reached_is_a_failure_even_if_the_call_succeeds()
    {
        Platform.Answers("message/send", new { errcode = 0, invaliduser = "lisi", msgid = "x" });
        (await SendAsync("member/maker/crm/LiSi")).ShouldBe(new SendResult.Rejected("recipient-gone"));
        (await SendAsync("member/maker/crm/lisi|wangwu")).ShouldBe(new SendResult.Sent("x"));
        _node.Log.Text.ShouldContain("did not reach 1");
    }

    [Fact]
    public async Task A_member_gets_no_more_than_the_platform_would_deliver()
    {
        var results = new List<SendResult>();
        for (var i = 0; i < 31; i++)
            results.Add(await SendAsync("member/maker/crm/lisi"));
        results.OfType<SendResult.Retry>().ShouldAllBe(retry => retry.Reason == "throttled");
        Platform.Count("message/send").ShouldBeLessThanOrEqualTo(30);
        (await SendAsync("member/maker/crm/wangwu")).ShouldBeOfType<SendResult.Sent>();
        _node.Time.Advance(TimeSpan.FromMinutes(1));
        (await SendAsync("member/maker/crm/lisi")).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task Only_a_repeat_asks_the_platform_to_look_for_the_same_text()
    {
        await _node.SendAsync(WeComNode.Message("member/maker/crm/lisi", attempt: 2));
        Platform.Last("message/send").Body.Number("enable_duplicate_check").ShouldBe(1);
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("中文", 5, "中")]
    [InlineData("a👨‍👩‍👧b", 18, "a")]
    [InlineData("a👨‍👩‍👧b", 19, "a👨‍👩‍👧")]
    [InlineData("中", 2, "")]
    public void A_cut_splits_no_visible_character(string text, int bytes, string expected) => Texts.Cut(text, bytes).ShouldBe(expected);

    [Fact]
    public void A_body_has_no_unicode_escapes_whatever_the_text_holds()
    {
        var text = "🚗\u200d\u2028\u00a0\ue000\u0001\u0008\ud800x\r\n\t";
        var json = Encoding.UTF8.GetString(ApiJson.Write(new { text }));
        json.ShouldBe("{\"text\":\"🚗\u200d\u2028\u00a0\ue000\ufffdx\\r\\n\\t\"}");
    }

    public void Dispose() => _node.Dispose();

    private Task<SendResult> SendAsync(string to, string text = "您好", params MessageChoice[] choices) =>
        _node.SendAsync(WeComNode.Message(to, text, choices: choices));
}
