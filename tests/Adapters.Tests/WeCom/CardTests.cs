using System.Text;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Outbound;
using Crm.Plugins.Contract;

namespace Adapters.Tests.WeCom;

/// <summary>Cards to members, their change, and what members press and write: WeCom 3.2, 3.3 and 4.2.</summary>
public sealed class CardTests : IDisposable
{
    private readonly WeComNode _node = new();

    private FakePlatform Platform => _node.Platform;

    [Fact]
    public async Task A_card_with_buttons_goes_out_within_the_limits_and_its_code_is_kept()
    {
        Platform.Answers("message/send", new { errcode = 0, msgid = "x", response_code = "code-1" });
        var long200 = new string('长', 200);
        var card = new MessageCard("c-1", long200, null, null, [.. Enumerable.Range(0, 8).Select(i => new CardField(long200, long200))],
            [.. Enumerable.Range(0, 8).Select(i => new MessageChoice($"b{i}", long200))], new CardOptions("choice", long200, [.. Enumerable.Range(0, 12).Select(i => new MessageChoice($"o{i}", long200))]));
        (await SendAsync(card)).ShouldBe(new SendResult.Sent("x") { UpdateCode = "code-1" });
        var body = Platform.Last("message/send").Body;
        body.Text("msgtype").ShouldBe("template_card");
        var sent = body.Child("template_card");
        sent.Text("card_type").ShouldBe("button_interaction");
        sent.Text("task_id").ShouldBe("c-1");
        Bytes(sent.Child("main_title").Text("title")).ShouldBeInRange(100, 128);
        sent.Items("horizontal_content_list").Count().ShouldBe(6);
        sent.Items("horizontal_content_list").ShouldAllBe(field => Bytes(field.Text("keyname")) <= 30 && Bytes(field.Text("value")) <= 120);
        sent.Items("button_list").Select(button => button.Text("key")).ShouldBe(["b0", "b1", "b2", "b3", "b4", "b5"]);
        sent.Child("button_selection").Items("option_list").Count().ShouldBe(10);
        sent.Child("button_selection").Text("question_key").ShouldBe("choice");
    }

    [Fact]
    public async Task A_card_without_buttons_is_a_notice()
    {
        await SendAsync(new MessageCard("c-2", "通知", "说明", "https://crm.example.com/", [], []));
        var sent = Platform.Last("message/send").Body.Child("template_card");
        sent.Text("card_type").ShouldBe("text_notice");
        sent.Child("card_action").Text("url").ShouldBe("https://crm.example.com/");
    }

    [Fact]
    public async Task What_can_wait_waits_for_the_rush_minutes_to_pass()
    {
        // The node's clock stands at midnight sharp.
        var card = new MessageCard("c-3", "通知", null, null, [], []);
        (await _node.SendAsync(WeComNode.Message("member/maker/crm/lisi") with { Card = card })).ShouldBe(new SendResult.Retry(TimeSpan.FromMinutes(1), "rush-minute"));
        _node.Time.Advance(TimeSpan.FromMinutes(1));
        (await _node.SendAsync(WeComNode.Message("member/maker/crm/lisi") with { Card = card })).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task Two_nodes_keep_the_members_limits_and_the_days_quota_together()
    {
        using var one = new WeComNode(settings => settings["Corps:0:MemberLimit"] = "1");
        using var two = new WeComNode(settings => settings["Corps:0:MemberLimit"] = "1", one.Time, one.State, one.Platform);
        var results = new List<SendResult>();
        for (var i = 0; i < 32; i++) results.Add(await (i % 2 == 0 ? one : two).SendAsync(WeComNode.Message("member/maker/crm/LiSi", id: $"m{i}")));
        results.OfType<SendResult.Sent>().Count().ShouldBe(30);
        results.OfType<SendResult.Retry>().ShouldAllBe(retry => retry.Reason == "throttled" && retry.After <= TimeSpan.FromMinutes(1));
        for (var i = 0; i < 200; i++)
        {
            one.Time.Advance(TimeSpan.FromSeconds(3));
            results.Add(await two.SendAsync(WeComNode.Message("member/maker/crm/lisi", id: $"n{i}")));
        }

        results.OfType<SendResult.Sent>().Count().ShouldBe(200);
        var app = one.Get<Crm.Adapters.WeCom.WeComOptions>().Apps[0];
        (await one.Get<MemberLimits>().CountedAsync(app, TestContext.Current.CancellationToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_card_is_changed_once_by_its_code()
    {
        var update = new UpdateCard("code-1", ["lisi"], "已被王五接单");
        (await RunAsync(update)).ShouldBe(new OperationResult.Done());
        Platform.Last("message/update_template_card").BodyText.ShouldBe(
            """{"userids":["lisi"],"agentid":1000002,"response_code":"code-1","button":{"replace_name":"已被王五接单"}}""");
        Platform.Answers("message/update_template_card", 40058);
        (await RunAsync(update)).ShouldBe(new OperationResult.Rejected("content", 40058));
    }

    [Fact]
    public async Task A_change_without_an_answer_is_not_asked_for_again()
    {
        Platform.Answers("message/update_template_card", new HttpRequestException("reset", new IOException()));
        (await _node.RunAsync(RunAsync(new UpdateCard("code-1", ["lisi"], "已超时")))).ShouldBeOfType<OperationResult.Unknown>();
        Platform.Count("message/update_template_card").ShouldBe(1);
    }

    [Theory]
    [InlineData("OptionIds", "OptionId")]
    [InlineData("OpitonIds", "OpitonId")]
    public async Task A_press_is_read_in_both_spellings_and_its_replay_has_the_same_key(string list, string item)
    {
        var inner = Sealed.Inner("<FromUserName><![CDATA[LiSi]]></FromUserName><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event>"
            + "<EventKey><![CDATA[decline]]></EventKey><TaskId><![CDATA[c-1]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[rc]]></ResponseCode><AgentID>1000002</AgentID>"
            + $"<SelectedItems><SelectedItem><QuestionKey><![CDATA[choice]]></QuestionKey><{list}><{item}><![CDATA[no-stock]]></{item}></{list}></SelectedItem></SelectedItems>");
        var (query, body) = Sealed.Callback(inner);
        var first = (await _node.ReceiveAsync("POST", query, body)).Items.ShouldHaveSingleItem();
        var press = first.Fact.ShouldBeOfType<CardPressed>();
        (press with { Selected = null }).ShouldBe(new CardPressed("maker/crm", "lisi", "c-1", "decline", "rc"));
        press.Selected.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("choice", "no-stock"));
        first.ReplyTo.ShouldBe(MemberAddress.Of("maker/crm", "lisi"));
        var (again, sealedAgain) = Sealed.Callback(inner, nonce: "another");
        (await _node.ReceiveAsync("POST", again, sealedAgain)).Items.Single().DedupKey.ShouldBe(first.DedupKey);
    }

    [Fact]
    public async Task What_a_member_writes_is_a_fact_and_no_customers_message()
    {
        var (query, body) = Sealed.Callback(Sealed.Inner("<FromUserName><![CDATA[LiSi]]></FromUserName><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[待办]]></Content><MsgId>77</MsgId>"));
        var item = (await _node.ReceiveAsync("POST", query, body)).Items.ShouldHaveSingleItem();
        (item.Kind, item.Fact).ShouldBe((InboundKind.Event, new MemberWrote("maker/crm", "lisi", "待办")));
    }

    public void Dispose() => _node.Dispose();

    private Task<SendResult> SendAsync(MessageCard card) =>
        _node.SendAsync(WeComNode.Message(MemberAddress.Of("maker/crm", "lisi"), deadline: _node.Time.Now.AddMinutes(5)) with { Card = card });

    private Task<OperationResult> RunAsync(UpdateCard update) => _node.Get<IChannelOperations>().RunAsync(
        new ChannelOperation("o1", "maker/crm", update, 1, null), TestContext.Current.CancellationToken);

    private static int Bytes(string? text) => Encoding.UTF8.GetByteCount(text ?? "");
}
