using System.Text;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Adapters.Tests.ChatBot;

/// <summary>What becomes of each type of activity (spec/bot.md 1).</summary>
public sealed class ActivityTests : IDisposable
{
    private readonly BotNode _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task A_message_is_stored_as_it_came_with_who_said_it_and_where_to_answer()
    {
        var activity = BotNode.Message();
        activity["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = "t" }, ["x"] = 1.50m };
        activity["somethingNew"] = new JsonArray(1, "two");
        var item = await OneAsync(activity);
        (item.Kind, item.Message!.Kind, item.Message.Text, item.Locale, item.DisplayName).ShouldBe((InboundKind.Message, "text", "你好", "zh-CN", "李雷"));
        item.Identities.ShouldBe([new ChannelIdentity("channel", "chatbot:directline:u1")]);
        item.ConversationKey.ShouldBe("directline/c1");
        item.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 1, 59, 59, 123, TimeSpan.Zero));
        Encoding.UTF8.GetString(item.Raw.Span).ShouldBe(activity.ToJsonString(), "unknown members are kept");
        var address = BotAddress.Parse(item.ReplyTo!)!;
        address.ActivityId.ShouldBe("a1");
        item.Inline.ShouldBeFalse();
    }

    [Fact]
    public async Task A_reference_is_kept_with_every_activity_and_says_who_vouched_for_the_address()
    {
        var activity = BotNode.Message();
        activity["conversation"]!["tenantId"] = "t1";
        var item = await OneAsync(activity);
        var kept = item.Keep.ShouldHaveSingleItem();
        var reference = ConversationReference.FromJson(kept.Value);
        kept.Key.ShouldEndWith(BotAddress.Parse(item.ReplyTo!)!.Reference);
        (reference.ChannelId, reference.ServiceUrl, reference.ConversationId, reference.Locale, reference.VerifiedAt, reference.Closed)
            .ShouldBe(("directline", TokenMint.ServiceUrl, "c1", "zh-CN", _bot.Time.Now, null));
        (Activity.Text(reference.Bot, "id"), Activity.Text(reference.User, "id"), Activity.Text(reference.Conversation, "tenantId")).ShouldBe(("bot", "u1", "t1"));
    }

    [Fact]
    public async Task A_huge_account_object_is_kept_in_short()
    {
        var activity = BotNode.Message();
        activity["from"]!["padding"] = new string('x', 100_000);
        var reference = ConversationReference.FromJson((await OneAsync(activity)).Keep[0].Value);
        (Activity.Text(reference.User, "id"), reference.User.ContainsKey("padding")).ShouldBe(("u1", false));
    }

    [Fact]
    public async Task The_same_activity_again_has_the_same_key_and_another_another()
    {
        var first = (await OneAsync(BotNode.Message())).DedupKey;
        (await OneAsync(BotNode.Message("changed on the way"))).DedupKey.ShouldBe(first);
        (await OneAsync(BotNode.Message(id: "a2"))).DedupKey.ShouldNotBe(first);
        var elsewhere = BotNode.Message();
        elsewhere["conversation"] = new JsonObject { ["id"] = "c2" };
        (await OneAsync(elsewhere)).DedupKey.ShouldNotBe(first);
        var teams = BotNode.Message();
        teams["channelId"] = "msteams";
        (await OneAsync(teams)).DedupKey.ShouldNotBe(first);
    }

    [Fact]
    public async Task Without_an_id_a_time_stamp_tells_a_repetition_from_the_same_words_twice()
    {
        var stamped = BotNode.Message();
        stamped.Remove("id");
        (await OneAsync(stamped)).DedupKey.ShouldBe((await OneAsync(stamped)).DedupKey);
        stamped.Remove("timestamp");
        (await OneAsync(stamped)).DedupKey.ShouldNotBe((await OneAsync(stamped)).DedupKey);
    }

    [Theory]
    [InlineData("<at>CRM</at> 试驾", "<at>CRM</at>", "试驾"), InlineData("试驾 @CRM bot", "@CRM bot", "试驾"), InlineData("<AT>crm</AT>试驾", "<at>CRM</at>", "试驾")]
    [InlineData("""<at id="bot">My Bot</at> 试驾""", "<at>other text</at>", "试驾"), InlineData("<at>CRM</at>", "<at>CRM</at>", ""), InlineData("预约 <at>CRM</at> 试驾", "<at>CRM</at>", "预约 试驾")]
    public async Task Our_own_mention_is_taken_out(string text, string mention, string left)
    {
        var activity = BotNode.Message(text);
        activity["entities"] = new JsonArray(Mention("Mention", "bot", "CRM", mention), new JsonObject { ["type"] = "ClientCapabilities" });
        (await OneAsync(activity)).Message!.Text.ShouldBe(left);
    }

    [Fact]
    public async Task Somebody_elses_mention_stays()
    {
        var activity = BotNode.Message("<at>王芳</at> 在吗");
        activity["entities"] = new JsonArray(Mention("mention", "u9", "王芳", "<at>王芳</at>"));
        (await OneAsync(activity)).Message!.Text.ShouldBe("<at>王芳</at> 在吗");
    }

    [Fact]
    public async Task Attachments_become_messages_in_their_order_and_the_first_carries_the_text()
    {
        var activity = BotNode.Message("看图");
        activity["attachments"] = new JsonArray(
            File("image/png", "https://cdn.example/a b.png", "a.png"), File("application/pdf", "https://cdn.example/2.pdf", "账单.pdf"), File("text/html", null, null),
            new JsonObject { ["contentType"] = "application/vnd.microsoft.card.hero", ["content"] = new JsonObject { ["title"] = "卡", ["text"] = "文" } },
            File("audio/amr", "ftp://cdn.example/3", null));
        var items = (await _bot.PostAsync(activity)).Items;
        items.Select(i => (i.Message!.Kind, i.Message.Text)).ShouldBe([("image", "看图"), ("file", "账单.pdf"), ("card", "卡\n文"), ("voice", "")]);
        MediaAddress.Parse(items[0].Message!.MediaRef!)!.Url.ShouldBe("https://cdn.example/a b.png");
        items[3].Message!.MediaRef.ShouldBeNull("only http and https can be fetched");
        items.Select(i => i.DedupKey).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task A_submitted_card_says_its_fields_and_the_choice_it_stands_for()
    {
        var activity = BotNode.Message("");
        activity["value"] = new JsonObject { ["choiceId"] = "yes", ["phone"] = "13800138000", ["seats"] = 2, ["nested"] = new JsonObject() };
        var message = (await OneAsync(activity)).Message!;
        (message.Text, message.ChoiceId).ShouldBe(("phone: 13800138000\nseats: 2", "yes"));
    }

    [Fact]
    public async Task A_place_is_a_location()
    {
        var activity = BotNode.Message("");
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "Place", ["geo"] = new JsonObject { ["latitude"] = 31.2, ["longitude"] = 121.5 } });
        var message = (await OneAsync(activity)).Message!;
        (message.Kind, message.Text).ShouldBe(("location", "31.2,121.5"));
    }

    [Fact]
    public async Task Whoever_comes_in_is_greeted_once_however_it_is_announced()
    {
        var update = await OneAsync(BotNode.Activity("conversationUpdate", ("from", new JsonObject { ["id"] = "c1" }),
            ("membersAdded", new JsonArray(new JsonObject { ["id"] = "bot" }, new JsonObject { ["id"] = "u7", ["name"] = "韩梅梅" }))));
        (update.Kind, update.DisplayName).ShouldBe((InboundKind.SessionEntered, "韩梅梅"));
        update.Identities.ShouldBe([new ChannelIdentity("channel", "chatbot:directline:u7")]);
        BotAddress.Parse(update.ReplyTo!)!.ActivityId.ShouldBeNull("Web Chat would wait for an activity it never saw");
        Activity.Text(ConversationReference.FromJson(update.Keep[0].Value).User, "id").ShouldBe("u7");

        var join = await OneAsync(BotNode.Activity("event", ("name", "webchat/join"), ("id", "a9"), ("value", new JsonObject { ["language"] = "zh-CN" })));
        (join.Kind, join.DedupKey).ShouldBe((InboundKind.SessionEntered, update.DedupKey));

        var teams = await OneAsync(BotNode.Activity("conversationUpdate", ("channelId", "msteams"), ("membersAdded", new JsonArray(new JsonObject { ["id"] = "u1" }))));
        BotAddress.Parse(teams.ReplyTo!)!.ActivityId.ShouldBe("a1");
    }

    [Fact]
    public async Task The_bot_itself_is_not_greeted()
    {
        var joined = await OneAsync(BotNode.Activity("conversationUpdate", ("from", new JsonObject { ["id"] = "c1" }), ("membersAdded", new JsonArray(new JsonObject { ["id"] = "bot" }))));
        (joined.Kind, joined.Keep.Count).ShouldBe((InboundKind.Event, 0), "and the channel does not become whom we write to");
        (await OneAsync(BotNode.Activity("conversationUpdate", ("topicName", "新话题")))).Kind.ShouldBe(InboundKind.Event);
    }

    [Fact]
    public async Task A_change_and_a_deletion_name_the_message_they_are_about()
    {
        var key = (await OneAsync(BotNode.Message())).DedupKey;
        var edit = await OneAsync(BotNode.Activity("messageUpdate", ("text", "您好")));
        edit.Fact.ShouldBe(new MessageEdited(key, "您好"));
        var again = await OneAsync(BotNode.Activity("messageUpdate", ("text", "您好！")));
        again.DedupKey.ShouldNotBe(edit.DedupKey, "a message may be changed twice");
        (await OneAsync(BotNode.Activity("messageDelete"))).Fact.ShouldBe(new MessageRecalled(key, "customer"));
    }

    [Theory]
    [InlineData("endOfConversation", null, InboundKind.Event, "ended"), InlineData("installationUpdate", "remove", InboundKind.ContactLost, "removed")]
    [InlineData("installationUpdate", "remove-upgrade", InboundKind.ContactLost, "removed"), InlineData("contactRelationUpdate", "remove", InboundKind.ContactLost, "removed")]
    [InlineData("installationUpdate", "add", InboundKind.Event, null), InlineData("messageReaction", null, InboundKind.Event, null)]
    [InlineData("event", null, InboundKind.Event, null), InlineData("suggestion", null, InboundKind.Event, null), InlineData("command", null, InboundKind.Event, null)]
    [InlineData("somethingNobodyKnows", null, InboundKind.Event, null)]
    public async Task Other_types_are_stored_and_some_end_the_conversation(string type, string? action, InboundKind kind, string? closed)
    {
        var item = await OneAsync(BotNode.Activity(type, ("action", action), ("name", type == "event" ? "tokens/response" : null)));
        (item.Kind, ConversationReference.FromJson(item.Keep[0].Value).Closed, item.Fact).ShouldBe((kind, closed, null));
    }

    [Fact]
    public async Task A_request_for_erasure_is_passed_on() => (await OneAsync(BotNode.Activity("deleteUserData"))).Fact.ShouldBe(new ErasureAsked());

    [Theory]
    [InlineData("typing"), InlineData("trace"), InlineData("handoff")]
    public async Task What_is_of_the_moment_is_accepted_and_forgotten(string type)
    {
        var answer = await _bot.PostAsync(BotNode.Activity(type));
        (answer.Status, answer.Items.Count).ShouldBe((202, 0));
        _bot.Typed.ShouldBe(type == "typing" ? ["directline/c1"] : []);
    }

    [Fact]
    public async Task Our_own_words_coming_back_are_no_message()
    {
        var activity = BotNode.Message();
        activity["from"] = new JsonObject { ["id"] = "bot" };
        var answer = await _bot.PostAsync(activity);
        (answer.Status, answer.Items.Count).ShouldBe((202, 0));
    }

    [Theory]
    [InlineData(""), InlineData("null"), InlineData("[]"), InlineData("{"), InlineData("\"x\""), InlineData("{\"type\":\"message\",\"type\":\"event\"}")]
    public async Task What_is_no_activity_is_refused(string body)
    {
        var answer = await _bot.PostAsync(Encoding.UTF8.GetBytes(body), _bot.Bearer());
        (answer.Status, answer.Code).ShouldBe((400, "BadArgument"));
    }

    [Fact]
    public async Task Missing_and_mistyped_members_are_refused_by_name()
    {
        foreach (var name in new[] { "type", "from", "conversation" })
        {
            var activity = BotNode.Message();
            activity.Remove(name);
            var answer = await _bot.PostAsync(activity);
            (answer.Status, answer.Code).ShouldBe((400, "BadArgument"), name);
            answer.Json.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(name);
        }

        foreach (var (name, value) in new (string, JsonNode)[] { ("text", 5), ("from", "u1"), ("attachments", new JsonObject()), ("locale", true), ("conversation", new JsonArray()) })
        {
            var activity = BotNode.Message();
            activity[name] = value;
            (await _bot.PostAsync(activity)).Status.ShouldBe(400, name);
        }
    }

    [Fact]
    public async Task Depth_and_bad_text_are_refused_and_NUL_is_left_out()
    {
        var deep = BotNode.Message();
        deep["channelData"] = JsonNode.Parse(string.Concat(Enumerable.Repeat("[", 63)) + string.Concat(Enumerable.Repeat("]", 63)), documentOptions: new() { MaxDepth = 100 });
        (await PostTextAsync(deep.ToJsonString(new() { MaxDepth = 100 }))).ShouldBe(202);
        deep["channelData"] = JsonNode.Parse(string.Concat(Enumerable.Repeat("[", 64)) + string.Concat(Enumerable.Repeat("]", 64)), documentOptions: new() { MaxDepth = 100 });
        (await PostTextAsync(deep.ToJsonString(new() { MaxDepth = 100 }))).ShouldBe(400);
        (await PostTextAsync(BotNode.Message("HERE").ToJsonString().Replace("HERE", "\\ud800", StringComparison.Ordinal))).ShouldBe(400);
        var broken = Encoding.UTF8.GetBytes(BotNode.Message("HERE").ToJsonString());
        broken[Array.IndexOf(broken, (byte)'H')] = 0xFF;
        (await _bot.PostAsync(broken, _bot.Bearer())).Status.ShouldBe(400);
        (await OneAsync(BotNode.Message("a\0b"))).Message!.Text.ShouldBe("ab");
    }

    private static JsonObject Mention(string type, string id, string name, string text) =>
        new() { ["type"] = type, ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name }, ["text"] = text };

    private static JsonObject File(string type, string? url, string? name) => new() { ["contentType"] = type, ["contentUrl"] = url, ["name"] = name };

    private async Task<int> PostTextAsync(string json) => (await _bot.PostAsync(Encoding.UTF8.GetBytes(json), _bot.Bearer())).Status;

    /// <summary>Every channel of these tests is endorsed, so what is refused here is refused for its shape.</summary>
    private async Task<InboundItem> OneAsync(JsonObject activity)
    {
        var answer = await _bot.PostAsync(activity);
        answer.Status.ShouldBe(202);
        return answer.Items.ShouldHaveSingleItem();
    }
}
