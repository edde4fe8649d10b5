using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;
using Crm.Tests.Support;

namespace Adapters.Tests.ChatBot.Connector;

/// <summary>spec/bot.md 3: what goes over the wire, and what each answer means.</summary>
public sealed class ConnectorSendTests
{
    private const string Path = "/amer/v3/conversations/a%3A1%7C19%3Ameeting%3Btid%3Dx%20y/activities";

    [Fact]
    public async Task A_message_arrives_in_its_conversation_with_every_id_encoded()
    {
        await using var node = await ConnectorNode.StartAsync();
        (await node.SendAsync(await node.KeepAsync(node.Reference()), "<b>您好</b>")).ShouldBe(new SendResult.Sent($"{ConnectorNode.Conversation}|0000000"));
        var call = node.Connector.Calls.ShouldHaveSingleItem();
        (call.Method, call.Target, call.Key).ShouldBe(("POST", Path, "m1"));
        var activity = node.Connector.Activities(ConnectorNode.Conversation).ShouldHaveSingleItem();
        ((string?)activity["type"], (string?)activity["text"], (string?)activity["from"]!["id"], (string?)activity["recipient"]!["id"])
            .ShouldBe(("message", "<b>您好</b>", "28:bot", "29:user|1"));
        activity.ContainsKey("replyToId").ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    public async Task There_is_one_slash_behind_the_service_address(string end)
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference() with { ServiceUrl = node.Connector.ServiceUrl + end });
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task An_answer_goes_to_the_activity_it_answers()
    {
        await using var node = await ConnectorNode.StartAsync();
        (await node.SendAsync(await node.KeepAsync(node.Reference(), "f:1|2"))).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Calls.Single().Target.ShouldBe(Path + "/f%3A1%7C2");
        ((string?)node.Connector.Activities(ConnectorNode.Conversation).Single()["replyToId"]).ShouldBe("f:1|2");
    }

    [Fact]
    public async Task Success_without_a_word_is_success()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        foreach (var (status, body) in new[] { (200, ""), (201, "{}"), (202, "\"odd\""), (200, "no json"), (200, """{"id":7}""") })
        {
            node.Connector.Answers(status, body);
            (await node.SendAsync(to)).ShouldBe(new SendResult.Sent(null));
        }
    }

    [Theory]
    [InlineData(408, "busy")]
    [InlineData(412, "busy")]
    [InlineData(429, "throttled")]
    [InlineData(502, "busy")]
    [InlineData(503, "busy")]
    [InlineData(504, "busy")]
    public async Task What_may_pass_is_left_to_the_outbox(int status, string reason)
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        foreach (var attempt in new[] { 1, 3, 20 })
        {
            node.Connector.Answers(status, """{"error":{"code":"ServiceError","message":"m","innerHttpError":{"statusCode":502,"body":{}}}}""");
            var retry = (await node.SendAsync(to, attempt: attempt)).ShouldBeOfType<SendResult.Retry>();
            retry.Reason.ShouldBe(reason);
            retry.After.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(Math.Min(30, 0.5 * Math.Pow(2, attempt - 1))));
        }

        node.Connector.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_wait_the_channel_asks_for_is_honoured_in_seconds_and_as_a_date()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        foreach (var (asked, seconds) in new[]
        {
            ("90", 90), ("0", 0), ("3600", 3600), ("9999999", 86400),
            (node.Time.Now.AddSeconds(120).ToString("R", CultureInfo.InvariantCulture), 120), (node.Time.Now.AddDays(-1).ToString("R", CultureInfo.InvariantCulture), 0),
        })
        {
            node.Connector.Answers(429, retryAfter: asked);
            (await node.SendAsync(to)).ShouldBe(new SendResult.Retry(TimeSpan.FromSeconds(seconds), "throttled"));
        }
    }

    [Fact]
    public async Task A_500_is_tried_once_more()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        node.Connector.Answers(500);
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Answers(500);
        node.Connector.Answers(500);
        (await node.SendAsync(to)).ShouldBe(new SendResult.Rejected("platform-error"));
        node.Connector.Calls.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(400, "content")]
    [InlineData(405, "content")]
    [InlineData(413, "content")]
    [InlineData(422, "content")]
    [InlineData(501, "platform-error")]
    [InlineData(302, "address-refused")]
    [InlineData(307, "address-refused")]
    public async Task What_cannot_be_mended_by_trying_is_not_tried(int status, string reason)
    {
        await using var node = await ConnectorNode.StartAsync();
        node.Connector.Answers(status);
        (await node.SendAsync(await node.KeepAsync(node.Reference()))).ShouldBe(new SendResult.Rejected(reason));
        node.Connector.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_for_talk_and_sent_again_with_the_same_key_for_a_notice()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        node.Connector.LosesItsAnswer();
        (await node.SendAsync(to, id: "talk")).ShouldBe(new SendResult.Unknown("no-answer"));
        node.Connector.LosesItsAnswer();
        (await node.SendAsync(to, notice: "ask-phone", id: "talk")).ShouldBe(new SendResult.Unknown("no-answer"));
        node.Connector.LosesItsAnswer();
        (await node.SendAsync(to, notice: "promise-made", id: "notice")).ShouldBeOfType<SendResult.Retry>().Reason.ShouldBe("no-answer");
        (await node.SendAsync(to, notice: "promise-made", id: "notice", attempt: 2)).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Calls.Select(call => call.Key).ShouldBe(["talk", "talk", "notice", "notice"]);
    }

    [Fact]
    public async Task A_channel_that_does_not_answer_in_time_is_a_lost_answer()
    {
        await using var node = await ConnectorNode.StartAsync(timeouts: true);
        var to = await node.KeepAsync(node.Reference());
        (await node.StartAsync(to, "m1")).ShouldBeOfType<SendResult.Sent>();
        var held = new TaskCompletionSource();
        node.Connector.Holds(held.Task);
        var sending = node.StartAsync(to, "m2");
        await Probe.Until(() => node.Connector.Calls.Count == 2, "the call to arrive");
        node.Time.Advance(TimeSpan.FromSeconds(10));
        (await sending).ShouldBe(new SendResult.Unknown("no-answer"));
        held.SetResult();
    }

    [Fact]
    public async Task Nobody_listening_is_tried_again()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference() with { ServiceUrl = $"http://127.0.0.1:{FreePort.Next()}/" });
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Retry>().Reason.ShouldBe("no-connection");
    }

    [Fact]
    public async Task A_body_the_platform_would_refuse_is_not_sent()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference());
        (await node.SendAsync(to, new string('好', 87_000))).ShouldBeOfType<SendResult.Sent>();
        (await node.SendAsync(to, new string('好', 88_000))).ShouldBe(new SendResult.Rejected("content"));
        node.Connector.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_too_late_is_not_sent()
    {
        await using var node = await ConnectorNode.StartAsync();
        (await node.SendAsync(await node.KeepAsync(node.Reference()), deadline: node.Time.Now)).ShouldBe(new SendResult.Rejected("expired"));
        node.Connector.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_activities_of_a_turn_leave_one_after_another_and_pseudo_ones_stay_here()
    {
        await using var node = await ConnectorNode.StartAsync();
        var before = node.Time.Now;
        JsonObject Activity(string type, string text) => new()
        {
            ["type"] = type, ["id"] = "ours", ["text"] = text, ["from"] = new JsonObject { ["id"] = "28:bot" }, ["conversation"] = new JsonObject { ["id"] = ConnectorNode.Conversation },
        };
        var turn = new[] { Activity("typing", ""), new JsonObject { ["type"] = "delay", ["value"] = 1500 }, Activity("message", "1"), Activity("invokeResponse", ""), Activity("trace", ""), Activity("message", "2") };
        (await node.RunAsync(node.Get<ActivitySender>().SendAsync(node.Reference(), turn, "k", TestContext.Current.CancellationToken))).Ok.ShouldBeTrue();
        node.Connector.Activities(ConnectorNode.Conversation).Select(a => $"{a["type"]} {a["text"]}").ShouldBe(["typing ", "message 1", "message 2"]);
        node.Connector.Calls.Select(c => c.Key).ShouldBe(["k-0", "k-2", "k-5"]);
        (node.Time.Now - before).ShouldBe(TimeSpan.FromMilliseconds(1500));
        (await node.RunAsync(node.Get<ActivitySender>().SendAsync(node.Reference() with { ChannelId = "emulator" }, [Activity("trace", "t")], "k", TestContext.Current.CancellationToken))).Ok.ShouldBeTrue();
        ((string?)node.Connector.Activities(ConnectorNode.Conversation)[^1]["type"]).ShouldBe("trace");
    }

    [Fact]
    public async Task Somebody_writing_is_shown_where_the_conversation_lives()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = BotAddress.Parse(await node.KeepAsync(node.Reference()))!;
        await node.Get<ReferenceSender>().TypingAsync(to, new MessageSpeaker("agent-7", "Wang"), TestContext.Current.CancellationToken);
        var shown = node.Connector.Activities(ConnectorNode.Conversation).ShouldHaveSingleItem();
        ((string?)shown["type"], (string?)shown["channelData"]!["agent"]!["displayName"]).ShouldBe(("typing", "Wang"));
        await node.KeepAsync(node.Reference() with { Closed = "ended" });
        await node.Get<ReferenceSender>().TypingAsync(to, new MessageSpeaker("agent-7", "Wang"), TestContext.Current.CancellationToken);
        node.Connector.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Every_route_of_the_connector_is_called_as_it_is_written()
    {
        await using var node = await ConnectorNode.StartAsync();
        const string id = ConnectorNode.Conversation;
        var sent = ((SendResult.Sent)await node.SendAsync(await node.KeepAsync(node.Reference()))).ProviderId!;
        var some = """{"type":"message","text":"x","from":{"id":"b"}}"""u8.ToArray();
        foreach (var (method, path, body) in new (HttpMethod, string, byte[]?)[]
        {
            (HttpMethod.Get, ConnectorRoutes.Conversations, null), (HttpMethod.Put, ConnectorRoutes.Activity(id, sent), some),
            (HttpMethod.Get, ConnectorRoutes.Members(id), null), (HttpMethod.Get, ConnectorRoutes.Member(id, "29:user|1"), null),
            (HttpMethod.Get, ConnectorRoutes.PagedMembers(id, 50, "a b"), null), (HttpMethod.Get, ConnectorRoutes.ActivityMembers(id, sent), null),
            (HttpMethod.Post, ConnectorRoutes.History(id), some), (HttpMethod.Post, ConnectorRoutes.Attachments(id), some),
            (HttpMethod.Get, ConnectorRoutes.Attachment("a|1"), null), (HttpMethod.Delete, ConnectorRoutes.Activity(id, sent), null),
            (HttpMethod.Delete, ConnectorRoutes.Member(id, "29:user|1"), null),
        })
        {
            var answer = await node.Get<ConnectorClient>().CallAsync(method, node.Connector.ServiceUrl, path, body, null, null, TestContext.Current.CancellationToken);
            answer.Ok.ShouldBeTrue($"{method} {path}: {answer.Status} {answer.ErrorCode} {answer.ErrorMessage}");
        }

        node.Connector.Activities(id).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => ConnectorRoutes.Activities(".."));
    }
}
