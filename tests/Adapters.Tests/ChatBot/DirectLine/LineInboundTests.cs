using System.Text.Json;
using Crm.Plugins.Contract;

namespace Adapters.Tests.ChatBot.DirectLine;

public sealed class LineInboundTests
{
    private const string Hello = """{"type":"message","text":"hello","from":{"id":"u1","name":"Ann"},"locale":"en-US"}""";

    [Fact]
    public async Task A_user_of_the_token_is_announced_at_the_start_and_known_everywhere()
    {
        using var node = new LineNode();
        var token = await node.StartAsync("""{"user":{"id":"dl_ann","name":"Ann"},"dealer":"D1","campaign":"autumn","scene":"qr7"}""", """{"locale":"en-US"}""");
        var conversation = node.ConversationOf(token);
        var item = node.Stored.ShouldHaveSingleItem();
        (item.Kind, item.DedupKey, item.Locale, item.DisplayName).ShouldBe((InboundKind.SessionEntered, $"dl:{conversation}:entered", "en-US", "Ann"));
        item.Identities.ShouldBe([new ChannelIdentity("channel", "chatbot:directline:dl_ann")]);
        (item.ConversationKey, item.ReplyTo).ShouldBe(($"directline/{conversation}", $"dl/{conversation}"));
        item.Source.ShouldBe(new InquirySource("autumn", "qr7") { Detail = "D1" });
    }

    [Fact]
    public async Task Whoever_names_himself_is_announced_with_his_first_words_and_known_in_this_conversation_only()
    {
        using var node = new LineNode();
        var token = await node.StartAsync();
        node.Stored.ShouldBeEmpty();
        await node.SayAsync(token, Hello);
        await node.SayAsync(token, Hello);
        node.Stored.Select(item => item.Kind).ShouldBe([InboundKind.SessionEntered, InboundKind.Message, InboundKind.Message]);
        node.Stored[1].Identities.ShouldBe([new ChannelIdentity("channel", $"chatbot:directline:u1@{node.ConversationOf(token)}")]);
        node.Stored[1].Message.ShouldBe(new ChatMessage("text", "hello"));
    }

    [Fact]
    public async Task The_join_of_the_page_is_the_same_announcement_as_the_start()
    {
        using var node = new LineNode();
        var token = await node.StartAsync("""{"user":{"id":"dl_ann"}}""");
        await node.SayAsync(token, """{"type":"event","name":"webchat/join","value":{"language":"zh-CN"}}""");
        node.Stored.Count(item => item.Kind == InboundKind.SessionEntered).ShouldBe(2);
        node.Stored.Where(item => item.Kind == InboundKind.SessionEntered).Select(item => item.DedupKey).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_entry_of_the_log_goes_with_the_last_item_and_the_number_is_in_the_answer()
    {
        using var node = new LineNode();
        var token = await node.StartAsync();
        var (status, json) = await node.SayAsync(token, """
            {"type":"message","text":"look","from":{"id":"u1"},"attachments":[{"contentType":"image/png","contentUrl":"data:image/png;base64,iVBORw0KGgo=","name":"a.png"},{"contentType":"image/png","contentUrl":"https://x.example/b.png","name":"b"}]}
            """);
        status.ShouldBe(200);
        json.GetProperty("id").GetString().ShouldBe($"{node.ConversationOf(token)}|0000000");
        var messages = node.Stored.Where(item => item.Kind == InboundKind.Message).ToList();
        messages.Select(item => item.Message).ShouldBe(
            [new ChatMessage("text", "look"), new ChatMessage("image", "a.png", "dl/m0"), new ChatMessage("link", "b https://x.example/b.png")]);
        messages.Select(item => item.Log is not null).ShouldBe([false, false, true]);
        node.Stored.Select(item => item.DedupKey).Distinct().Count().ShouldBe(node.Stored.Count);
    }

    [Fact]
    public async Task A_tap_on_a_choice_leads_back_to_its_id()
    {
        using var node = new LineNode();
        var token = await node.StartAsync("""{"user":{"id":"dl_ann"}}""");
        var to = "dl/" + node.ConversationOf(token);
        await node.SendAsync(LineOutboundTests.Message(to, "m1") with { Choices = [new("yes", "Yes, please"), new("no", "No")] });
        await node.SayAsync(token, """{"type":"message","text":" Yes, please "}""");
        await node.SayAsync(token, """{"type":"message","text":"perhaps"}""");
        node.Stored.Where(item => item.Message is not null).Select(item => item.Message!.ChoiceId).ShouldBe(["yes", null]);
    }

    [Theory]
    [InlineData("""{"type":"message","value":"callback","channelData":{"postBack":true}}""", "callback")]
    [InlineData("""{"type":"message","value":{"choice":"test drive"}}""", "test drive")]
    [InlineData("""{"type":"message","value":{"a":"1","b":"2"}}""", "")]
    [InlineData("""{"type":"message","text":""}""", "")]
    public async Task What_a_card_submits_counts_as_words_where_there_are_some(string activity, string text)
    {
        using var node = new LineNode();
        var token = await node.StartAsync("""{"user":{"id":"dl_ann"}}""");
        (await node.SayAsync(token, activity)).Status.ShouldBe(200);
        node.Stored[^1].Message.ShouldBe(new ChatMessage("text", text));
    }

    [Fact]
    public async Task Typing_is_told_and_stored_nowhere()
    {
        using var node = new LineNode();
        var token = await node.StartAsync("""{"user":{"id":"dl_ann"}}""");
        var before = node.Stored.Count;
        (await node.SayAsync(token, """{"type":"typing"}""")).Status.ShouldBe(200);
        node.Stored.Count.ShouldBe(before);
        node.Typed.ShouldBe([$"directline/{node.ConversationOf(token)}"]);
        var told = JsonSerializer.Deserialize<JsonElement>(node.Log.Told.ShouldHaveSingleItem());
        told.GetProperty("from").GetProperty("id").GetString().ShouldBe("dl_ann");
    }

    [Fact]
    public async Task After_the_end_a_post_is_refused_though_it_was_checked_before()
    {
        using var node = new LineNode();
        var token = await node.StartAsync("""{"user":{"id":"dl_ann"}}""");
        (await node.SayAsync(token, """{"type":"endOfConversation"}""")).Status.ShouldBe(200);
        var (status, json) = await node.SayAsync(token, """{"type":"message","text":"late"}""");
        (status, json.GetProperty("error").GetProperty("code").GetString()).ShouldBe((404, "ConversationEnded"));
    }
}
