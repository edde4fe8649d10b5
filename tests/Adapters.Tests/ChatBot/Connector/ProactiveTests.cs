using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Adapters.Tests.ChatBot.Connector;

/// <summary>spec/bot.md 4: news reach a conversation long after its last word, through the stored reference.</summary>
public sealed class ProactiveTests
{
    [Fact]
    public async Task News_months_later_go_to_the_address_of_the_newest_activity()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference() with { ServiceUrl = "http://127.0.0.1:1/old" });
        await node.KeepAsync(node.Reference());
        node.Time.Advance(TimeSpan.FromDays(90));
        (await node.SendAsync(to, notice: "promise-moved")).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Activities(ConnectorNode.Conversation).Count.ShouldBe(1);
    }

    [Fact]
    public async Task News_that_answer_an_activity_long_gone_go_to_its_conversation()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference(), "f:1");
        node.Connector.Answers(404, """{"error":{"code":"ActivityNotFoundInConversation","message":"gone"}}""");
        (await node.SendAsync(to, notice: "promise-due")).ShouldBeOfType<SendResult.Sent>();
        node.Connector.Activities(ConnectorNode.Conversation).ShouldHaveSingleItem().ContainsKey("replyToId").ShouldBeFalse();
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>("the conversation is not closed by it");
    }

    [Fact]
    public async Task An_address_nobody_ever_wrote_from_is_refused()
    {
        await using var node = await ConnectorNode.StartAsync();
        (await node.SendAsync(new BotAddress(new string('0', 64), null).ToString())).ShouldBe(new SendResult.Rejected("recipient-gone"));
    }

    [Theory]
    [InlineData("https://hook.example/", false)]
    [InlineData("http://hook.example/", true)]
    [InlineData("https://127.0.0.1@hook.example/", true)]
    [InlineData("https://user@127.0.0.1/", true)]
    [InlineData("ftp://hook.example/", true)]
    [InlineData("not an address", true)]
    public async Task An_address_no_token_vouched_for_is_never_called(string serviceUrl, bool verified)
    {
        await using var node = await ConnectorNode.StartAsync();
        var reference = node.Reference() with { ServiceUrl = serviceUrl, VerifiedAt = verified ? node.Time.Now : null };
        (await node.SendAsync(await node.KeepAsync(reference))).ShouldBe(new SendResult.Rejected("unverified-address"));
        node.Connector.Login.Asked.ShouldBe(0);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_conversation_the_channel_no_longer_knows_is_closed_until_somebody_writes_there(int status)
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference() with { ChannelId = "webchat" });
        node.Connector.Answers(status, """{"error":{"code":"ConversationNotFound","message":"gone"}}""");
        (await node.SendAsync(to, notice: "promise-made")).ShouldBe(new SendResult.Rejected("conversation-closed"));
        (await node.SendAsync(to, notice: "promise-due")).ShouldBe(new SendResult.Rejected("conversation-closed"));
        node.Connector.Calls.Count.ShouldBe(1, "it is not asked again");
        await node.KeepAsync(node.Reference() with { ChannelId = "webchat" });
        (await node.SendAsync(to)).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task News_for_a_closed_conversation_open_one_new_conversation_where_the_channel_allows()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference() with { Closed = "ended" }, "f:1");
        (await node.SendAsync(to, "接上", notice: "promise-made")).ShouldBeOfType<SendResult.Sent>();
        (await node.SendAsync(to, "再来", notice: "promise-due", id: "m2")).ShouldBeOfType<SendResult.Sent>();

        var opened = node.Connector.Conversations.Single(id => id.StartsWith("opened", StringComparison.Ordinal));
        node.Connector.Activities(opened).Select(a => $"{a["text"]} {a["recipient"]!["id"]} {a["replyToId"]}").ShouldBe(["接上 29:user|1 ", "再来 29:user|1 "]);
        var create = node.Connector.Calls.Single(call => call.Target == "/amer/v3/conversations");
        create.Body!.ToJsonString().ShouldBe(
            """{"isGroup":false,"bot":{"id":"28:bot","name":"Crm"},"members":[{"id":"29:user|1","name":"Li"}],"tenantId":"t1","channelData":{"tenant":{"id":"t1"}}}""");
    }

    [Fact]
    public async Task Small_talk_opens_no_conversation_and_whoever_removed_the_bot_is_left_in_peace()
    {
        await using var node = await ConnectorNode.StartAsync();
        var ended = await node.KeepAsync(node.Reference() with { Closed = "ended" });
        (await node.SendAsync(ended)).ShouldBe(new SendResult.Rejected("conversation-closed"));
        var removed = await node.KeepAsync(node.Reference("other") with { Closed = "removed" });
        (await node.SendAsync(removed, notice: "promise-made")).ShouldBe(new SendResult.Rejected("conversation-closed"));
        node.Connector.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_channel_that_refuses_the_new_conversation_leaves_the_way_to_another_channel()
    {
        await using var node = await ConnectorNode.StartAsync();
        var to = await node.KeepAsync(node.Reference() with { Closed = "gone" });
        node.Connector.Answers(403, """{"error":{"code":"BotNotInConversationRoster","message":"no"}}""");
        (await node.SendAsync(to, notice: "promise-made")).ShouldBe(new SendResult.Rejected("recipient-gone"));
        node.Connector.LosesItsAnswer();
        (await node.SendAsync(to, notice: "promise-made")).ShouldBeOfType<SendResult.Retry>("nothing was said yet, so trying again is safe");
    }
}
