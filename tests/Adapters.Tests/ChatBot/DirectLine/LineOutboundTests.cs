using System.Text.Json;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Http;

namespace Adapters.Tests.ChatBot.DirectLine;

public sealed class LineOutboundTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 2, 10, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_message_is_there_once_however_often_it_is_sent()
    {
        using var node = new LineNode();
        var conversation = node.ConversationOf(await node.StartAsync());
        var sent = new List<SendResult>();
        for (var attempt = 0; attempt < 3; attempt++) sent.Add(await node.SendAsync(Message("dl/" + conversation, "m1")));
        sent.ShouldAllBe(result => result == new SendResult.Sent($"{conversation}|0000000"));
        (await node.Log.FindAsync(conversation, CancellationToken.None))!.Last.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_there_is_rejected_and_a_store_that_is_away_is_tried_again()
    {
        using var node = new LineNode();
        (await node.SendAsync(Message("dl/unknown", "m1"))).ShouldBe(new SendResult.Rejected("recipient-gone"));
        var token = await node.StartAsync("""{"user":{"id":"dl_a"}}""");
        await node.SayAsync(token, """{"type":"endOfConversation"}""");
        (await node.SendAsync(Message("dl/" + node.ConversationOf(token), "m1"))).ShouldBe(new SendResult.Rejected("recipient-gone"));
        node.Log.IsAway = true;
        (await node.SendAsync(Message("dl/x", "m2"))).ShouldBeOfType<SendResult.Retry>();
    }

    [Fact]
    public async Task Choices_are_suggested_actions_with_one_text()
    {
        using var node = new LineNode();
        var activity = await SentAsync(node, message => message with { Choices = [new("y", "Yes"), new("n", "No")] });
        activity.GetProperty("inputHint").GetString().ShouldBe("expectingInput");
        activity.GetProperty("suggestedActions").GetProperty("actions").EnumerateArray()
            .Select(action => (action.GetProperty("type").GetString(), action.GetProperty("title").GetString(), action.GetProperty("value").GetString()))
            .ShouldBe([("imBack", "Yes", "Yes"), ("imBack", "No", "No")]);
    }

    [Fact]
    public async Task A_promise_carries_a_card_its_words_and_the_facts_for_a_countdown()
    {
        using var node = new LineNode();
        var activity = await SentAsync(node, message => message with { Promise = new MessagePromise("p1", Due.AddMinutes(-10), Due, "Asia/Shanghai", "scheduled") });
        activity.GetProperty("text").GetString().ShouldBe("words");
        var promise = activity.GetProperty("channelData").GetProperty("promise");
        (promise.GetProperty("id").GetString(), promise.GetProperty("dueAt").GetString(), promise.GetProperty("state").GetString()).ShouldBe(("p1", "2026-03-02T02:10:00.000Z", "scheduled"));
        var card = activity.GetProperty("attachments")[0];
        card.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        card.GetProperty("content").GetProperty("body")[0].GetProperty("text").GetString().ShouldBe("10:00 – 10:10");
    }

    [Fact]
    public async Task A_persons_words_go_out_as_the_bots_and_name_the_person()
    {
        using var node = new LineNode();
        var activity = await SentAsync(node, message => message with { Speaker = new MessageSpeaker("s1", "Li Na") });
        (activity.GetProperty("from").GetProperty("role").GetString(), activity.GetProperty("from").GetProperty("name").GetString()).ShouldBe(("bot", "Li Na"));
        var agent = activity.GetProperty("channelData").GetProperty("agent");
        (agent.GetProperty("id").GetString(), agent.GetProperty("displayName").GetString()).ShouldBe(("s1", "Li Na"));
    }

    [Fact]
    public async Task A_file_is_named_in_the_log_and_gets_its_address_when_it_is_read()
    {
        using var node = new LineNode();
        node.Media.Files["m7"] = new MediaContent("image/png", "car.png", new byte[] { 1 });
        var conversation = node.ConversationOf(await node.StartAsync());
        await node.SendAsync(Message("dl/" + conversation, "m1") with { Attachments = [new("image", "m7"), new("image", "gone"), new("link", Title: "Price", Url: "https://cars.example/p")] });
        var records = await node.Log.ReadAsync(conversation, 0, 10, CancellationToken.None);
        records[0].Body.ShouldContain("crm-media:m7");
        var shown = JsonSerializer.Deserialize<JsonElement>(node.Get<ActivityView>().Set(conversation, records, 1)).GetProperty("activities")[0].GetProperty("attachments");
        shown.GetArrayLength().ShouldBe(2);
        shown[0].GetProperty("contentUrl").GetString()!.ShouldStartWith("https://chat.example/v3/directline/files/m7?e=");
        shown[1].GetProperty("content").GetProperty("buttons")[0].GetProperty("type").GetString().ShouldBe("openUrl");
    }

    [Theory]
    [InlineData("directline/conversations", 503, "capture-busy", 429)]
    [InlineData("directline/conversations", 500, "plugin-fault", 429)]
    [InlineData("directline/conversations/c/activities", 503, "capture-busy", 503)]
    [InlineData("directline/conversations/c/activities", 413, "body-too-large", 413)]
    public void A_refusal_of_the_host_never_ends_a_client_at_its_start(string path, int status, string code, int told)
    {
        using var node = new LineNode();
        var reply = node.Get<IRefusals>().Refuse(new HostRefusal("POST", path, new HeaderDictionary { ["Origin"] = "https://page.example" }, status, code, "words", null)).ShouldNotBeNull();
        reply.Status.ShouldBe(told);
        reply.Headers!["Access-Control-Allow-Origin"].ShouldBe("*");
        reply.Headers.ContainsKey("Retry-After").ShouldBe(told == 429);
    }

    [Fact]
    public void Refusals_elsewhere_are_not_ours_and_strange_pages_get_no_leave()
    {
        using var node = new LineNode(("AllowedOrigins:0", "https://shop.example"));
        node.Get<IRefusals>().Refuse(new HostRefusal("POST", "messages", new HeaderDictionary(), 413, "body-too-large", "words", null)).ShouldBeNull();
        node.Get<Cors>().Headers(new HeaderDictionary { ["Origin"] = "https://evil.example" }).Keys.ShouldNotContain("Access-Control-Allow-Origin");
        node.Get<Cors>().Headers(new HeaderDictionary { ["Origin"] = "https://shop.example" })["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
    }

    [Theory]
    [InlineData(null, 9, 4)]
    [InlineData("", 4, 0)]
    [InlineData("garbage", 4, 0)]
    [InlineData("-1", 4, 0)]
    [InlineData("7", 7, 7)]
    [InlineData("99", 9, 9)]
    public void Marks_mean_what_the_client_can_have_read(string? mark, long stream, long poll)
    {
        var head = new LogHead("c", 9, 4, false, "{}", 1, "");
        Watermark.ForStream(mark, head).ShouldBe(stream);
        Watermark.ForPoll(mark, head).ShouldBe(mark is null ? 0 : poll);
    }

    internal static OutboundMessage Message(string to, string id) => new(id, to, "words", null, new Dictionary<string, string>(), [], "en", null, 1);

    private static async Task<JsonElement> SentAsync(LineNode node, Func<OutboundMessage, OutboundMessage> change)
    {
        var conversation = node.ConversationOf(await node.StartAsync());
        (await node.SendAsync(change(Message("dl/" + conversation, "m1")))).ShouldBeOfType<SendResult.Sent>();
        return await node.LastAsync(conversation);
    }
}
