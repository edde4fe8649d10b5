using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Adapters.Tests.ChatBot;

/// <summary>Callers who wait for the answer itself: <c>expectReplies</c> and <c>invoke</c> (spec/bot.md 1 and 2).</summary>
public sealed class InlineReplyTests : IDisposable
{
    private readonly BotNode _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task ExpectReplies_gets_what_the_turn_said()
    {
        _bot.Turn = item => [Said(item, "好的"), Said(item, "选一个", new MessageChoice("1", "是"), new MessageChoice("2", "否"))];
        var activity = BotNode.Message();
        activity["deliveryMode"] = "expectReplies";
        var answer = await _bot.PostAsync(activity);
        answer.Status.ShouldBe(200);
        answer.Items.ShouldHaveSingleItem().Inline.ShouldBeTrue();
        var replies = answer.Json.GetProperty("activities").EnumerateArray().ToList();
        replies.Select(reply => reply.GetProperty("text").GetString()).ShouldBe(["好的", "选一个"]);
        replies[0].TryGetProperty("id", out _).ShouldBeFalse();
        replies[0].GetProperty("replyToId").GetString().ShouldBe("a1");
        (replies[0].GetProperty("from").GetProperty("id").GetString(), replies[0].GetProperty("recipient").GetProperty("id").GetString()).ShouldBe(("bot", "u1"));
        replies[0].GetProperty("inputHint").GetString().ShouldBe("acceptingInput");
        replies[1].GetProperty("inputHint").GetString().ShouldBe("expectingInput");
        replies[1].GetProperty("suggestedActions").GetProperty("actions").EnumerateArray()
            .Select(a => (a.GetProperty("type").GetString(), a.GetProperty("title").GetString(), a.GetProperty("value").GetString())).ShouldBe([("imBack", "是", "是"), ("imBack", "否", "否")]);
    }

    [Fact]
    public async Task ExpectReplies_of_what_says_nothing_is_an_empty_list()
    {
        var answer = await _bot.PostAsync(BotNode.Activity("typing", ("deliveryMode", "expectReplies")));
        (answer.Status, answer.Json.GetProperty("activities").GetArrayLength()).ShouldBe((200, 0));
    }

    [Theory]
    [InlineData("normal"), InlineData("notification"), InlineData("ephemeral"), InlineData("stream"), InlineData("whatever")]
    public async Task Other_delivery_modes_are_ordinary(string mode)
    {
        var activity = BotNode.Message();
        activity["deliveryMode"] = mode;
        var answer = await _bot.PostAsync(activity);
        (answer.Status, answer.Items.ShouldHaveSingleItem().Inline).ShouldBe((202, false));
    }

    [Fact]
    public async Task A_cards_button_is_a_message_that_is_answered_at_once()
    {
        _bot.Turn = item => [Said(item, "已改到明天")];
        var answer = await _bot.PostAsync(BotNode.Activity("invoke", ("name", "adaptiveCard/action"), ("value", new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "move", ["title"] = "改期", ["data"] = new JsonObject { ["choiceId"] = "move:p1" } },
        })));
        var item = answer.Items.ShouldHaveSingleItem();
        (item.Kind, item.Inline, item.Message!.Text, item.Message.ChoiceId).ShouldBe((InboundKind.Message, true, "改期", "move:p1"));
        answer.Status.ShouldBe(200);
        (answer.Json.GetProperty("statusCode").GetInt32(), answer.Json.GetProperty("value").GetString()).ShouldBe((200, "已改到明天"));
    }

    [Fact]
    public async Task An_invoke_nobody_handles_is_501_and_one_without_a_name_400()
    {
        var answer = await _bot.PostAsync(BotNode.Activity("invoke", ("name", "task/fetch")));
        (answer.Status, answer.Code, answer.Items.Count).ShouldBe((501, "not-implemented", 0));
        (await _bot.PostAsync(BotNode.Activity("invoke"))).Status.ShouldBe(400);
    }

    private static OutboundMessage Said(InboundItem item, string text, params MessageChoice[] choices) =>
        new("m1", item.ReplyTo!, text, null, new Dictionary<string, string>(), choices, "zh-CN", null, 1);
}
