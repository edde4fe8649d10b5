using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Adapters.Tests.ChatBot;

/// <summary>How our messages look as activities (spec/bot.md 1).</summary>
public sealed class ActivityWriterTests
{
    [Theory]
    [InlineData("webchat", null, 30, true), InlineData("emulator", null, 5, true), InlineData("facebook", null, 10, true), InlineData("facebook", null, 11, false)]
    [InlineData("line", null, 13, true), InlineData("kik", null, 21, false), InlineData("telegram", null, 50, true)]
    [InlineData("msteams", "personal", 3, true), InlineData("msteams", "personal", 4, false), InlineData("msteams", "channel", 2, false), InlineData("slack", null, 2, false)]
    public void Choices_are_buttons_where_the_channel_shows_so_many_and_numbered_lines_elsewhere(string channel, string? type, int count, bool buttons)
    {
        var choices = Enumerable.Range(1, count).Select(i => new MessageChoice($"c{i}", $"选项{i}")).ToArray();
        var activity = ActivityWriter.Message(Message("请选择", choices), Reference(channel, type), null);
        activity.ContainsKey("suggestedActions").ShouldBe(buttons);
        Activity.Text(activity, "text").ShouldBe(buttons ? "请选择" : string.Join('\n', ["请选择", .. choices.Select((c, i) => $"{i + 1}. {c.Title}")]));
        if (buttons) activity["suggestedActions"]!["to"]!.AsArray().Single()!.GetValue<string>().ShouldBe("u1");
    }

    [Fact]
    public void A_link_is_a_card_and_a_file_without_an_address_is_named_in_the_text()
    {
        var message = Message("看这里") with
        {
            Attachments = [new MessageAttachment("link", Title: "预约", Url: "https://crm.example/x"), new MessageAttachment("image", MediaId: "m1", Title: "车.png"), new MessageAttachment("file", MediaId: "m2", Title: "合同.pdf")],
        };
        var activity = ActivityWriter.Message(message, Reference("directline"), "a1", file => file.MediaId == "m1" ? "https://crm.example/m1" : null);
        Activity.Text(activity, "text").ShouldBe("看这里\n合同.pdf");
        var attachments = activity["attachments"]!.AsArray();
        Activity.Text(attachments[0]!["content"]!["buttons"]![0], "value").ShouldBe("https://crm.example/x");
        (Activity.Text(attachments[1], "contentType"), Activity.Text(attachments[1], "contentUrl")).ShouldBe(("image/png", "https://crm.example/m1"));
    }

    [Fact]
    public void Bot_and_user_change_places_and_the_conversation_keeps_all_its_members()
    {
        var activity = ActivityWriter.Message(Message("好"), Reference("msteams", "personal"), null);
        (Activity.Text(activity["from"], "id"), Activity.Text(activity["from"], "role"), Activity.Text(activity["recipient"], "id")).ShouldBe(("bot", "bot", "u1"));
        (Activity.Text(activity["conversation"], "conversationType"), Activity.Text(activity, "serviceUrl"), activity.ContainsKey("replyToId")).ShouldBe(("personal", "https://s.example/", false));
    }

    [Fact]
    public void A_persons_words_name_the_person_and_still_come_from_the_bot()
    {
        var activity = ActivityWriter.Message(Message("我是小王") with { Speaker = new MessageSpeaker("s-1", "小王") }, Reference("webchat"), null);
        var agent = activity["channelData"]!["agent"];
        (Activity.Text(agent, "id"), Activity.Text(agent, "displayName"), Activity.Text(activity["from"], "id")).ShouldBe(("s-1", "小王", "bot"));
        ActivityWriter.Message(Message("好"), Reference("webchat"), null).ContainsKey("channelData").ShouldBeFalse();
    }

    [Theory]
    [InlineData("c1|0000004"), InlineData("a/b;c=d e"), InlineData("1:中文")]
    public void An_address_survives_any_activity_id(string id)
    {
        var address = new BotAddress(BotAddress.ReferenceOf("x", "y"), id);
        BotAddress.Parse(address.ToString()).ShouldBe(address);
        BotAddress.Parse("dl/" + id).ShouldBeNull();
    }

    private static OutboundMessage Message(string text, params MessageChoice[] choices) =>
        new("m1", "bf/x", text, null, new Dictionary<string, string>(), choices, "zh-CN", null, 1);

    private static ConversationReference Reference(string channel, string? type = null) => new()
    {
        ChannelId = channel, ServiceUrl = "https://s.example/", Conversation = new JsonObject { ["id"] = "c1", ["conversationType"] = type },
        Bot = new JsonObject { ["id"] = "bot" }, User = new JsonObject { ["id"] = "u1" },
    };
}
