using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Adapters.Tests.ChatBot.ExternalBots;

/// <summary>We are the channel: what a Bot Framework bot of somebody else's gets from us and may do here (spec/bot.md 3 and 6).</summary>
public sealed class ExternalBotTests
{
    [Fact]
    public async Task What_a_customer_does_reaches_the_bot_as_a_channel_sends_it()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, opened) = await node.OpenAsync();
        opened.ShouldHaveSingleItem().AnsweredBy!.HandOn.ShouldBe("entered:dl_li");
        var (_, items) = await node.SayAsync(id, """{"type":"message","text":"试驾","from":{"id":"dl_li"},"channelData":{"clientActivityID":"c1"},"serviceUrl":"https://evil.example/"}""");
        foreach (var item in opened.Concat(items)) (await node.RunAsync(new PassToBot(item.ConversationKey!, item.AnsweredBy!.HandOn!))).ShouldBe(new OperationResult.Done());

        var got = node.Got.Select(g => g.Activity).ToList();
        got.Select(a => (string?)a["type"]).ShouldBe(["conversationUpdate", "message"]);
        got[0]["membersAdded"]!.AsArray().Select(member => (string?)member!["id"]).ShouldBe(["crm-bot", "dl_li"]);
        var message = got[1];
        ((string?)message["id"], (string?)message["text"], (string?)message["channelId"], (string?)message["serviceUrl"])
            .ShouldBe(($"{id}|0000000", "试驾", "directline", "https://crm.example/in/chatbot/connector/"));
        ((string?)message["from"]!["id"], (string?)message["recipient"]!["id"], (string?)message["conversation"]!["id"], (string?)message["channelData"]!["clientActivityID"])
            .ShouldBe(("dl_li", "crm-bot", id, "c1"));
        got.ShouldAllBe(a => a.ContainsKey("timestamp") && a["id"] != null);
    }

    [Fact]
    public async Task Our_token_is_signed_by_the_key_our_metadata_names_and_names_the_service_address()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, opened) = await node.OpenAsync();
        await node.RunAsync(new PassToBot(opened[0].ConversationKey!, opened[0].AnsweredBy!.HandOn!));
        var metadata = ExternalBotNode.Json((await node.CallAsync("GET", ".well-known/openidconfiguration")).Reply);
        ((string?)metadata["issuer"], (string?)metadata["jwks_uri"]).ShouldBe(("https://crm.example/in/chatbot", "https://crm.example/in/chatbot/.well-known/keys"));
        var keys = Encoding.UTF8.GetString((await node.CallAsync("GET", ".well-known/keys")).Reply.Body.Span);
        JsonNode.Parse(keys)!["keys"]![0]!["endorsements"]!.AsArray().Select(e => (string?)e).ShouldBe(["directline", "webchat"]);
        keys.ShouldNotContain("\"d\"");
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(node.Got.Single().Token["Bearer ".Length..], new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(), ValidIssuer = "https://crm.example/in/chatbot", ValidAudience = ExternalBotNode.AppId, ValidateLifetime = false,
        });
        result.IsValid.ShouldBeTrue(result.Exception?.Message);
        result.Claims["serviceurl"].ShouldBe("https://crm.example/in/chatbot/connector/");
        id.Length.ShouldBe(32);
    }

    [Fact]
    public async Task Every_node_signs_with_the_same_key()
    {
        await using var node = await ExternalBotNode.StartAsync();
        await using var other = node.Another();
        var keys = await Task.WhenAll(node.CallAsync("GET", ".well-known/keys"), other.CallAsync("GET", ".well-known/keys"));
        Encoding.UTF8.GetString(keys[0].Reply.Body.Span).ShouldBe(Encoding.UTF8.GetString(keys[1].Reply.Body.Span));
    }

    [Fact]
    public async Task What_the_bot_says_is_in_the_conversation_and_in_the_crm_with_one_commit()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, _) = await node.OpenAsync();
        var (reply, items) = await node.PostAsync(id,
            """{"type":"message","id":"x","text":"好的","from":{"id":"dl_li","name":"Their bot","role":"user"},"suggestedActions":{"actions":[]},"odd":{"kept":1}}""",
            await node.BuyTokenAsync(), replied: $"{id}|0000000");
        (reply.Status, (string?)ExternalBotNode.Json(reply)["id"]).ShouldBe((200, $"{id}|0000000"));
        var item = items.ShouldHaveSingleItem();
        (item.Kind, item.Message!.Text, item.ConversationKey, item.Log!.Closes, item.AnsweredBy).ShouldBe((InboundKind.BotMessage, "好的", $"directline/{id}", false, null));
        var stored = JsonNode.Parse(node.Log.All(id).Single().Body)!;
        ((string?)stored["from"]!["id"], (string?)stored["from"]!["role"], (string?)stored["from"]!["name"], (string?)stored["replyToId"], (int?)stored["odd"]!["kept"])
            .ShouldBe(("crm-bot", "bot", "Their bot", $"{id}|0000000", 1));
    }

    [Fact]
    public async Task A_repeated_call_with_its_key_says_it_once()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, _) = await node.OpenAsync();
        var token = await node.BuyTokenAsync();
        for (var i = 0; i < 2; i++)
            ((string?)ExternalBotNode.Json((await node.PostAsync(id, """{"type":"message","text":"once"}""", token, key: "k1")).Reply)["id"]).ShouldBe($"{id}|0000000");
        node.Log.All(id).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Typing_is_shown_and_what_no_customer_should_see_is_dropped()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, _) = await node.OpenAsync();
        var token = await node.BuyTokenAsync();
        foreach (var type in new[] { "typing", "trace", "conversationUpdate", "delay", "invokeResponse", "handoff" })
            (await node.PostAsync(id, $$"""{"type":"{{type}}"}""", token)).ShouldSatisfyAllConditions(got => got.Reply.Status.ShouldBe(200), got => got.Items.ShouldBeEmpty());
        node.Log.All(id).ShouldBeEmpty();
        node.Log.Told.ShouldHaveSingleItem().ShouldContain("typing");
        (await node.PostAsync(id, """{"type":"endOfConversation","code":"completedSuccessfully"}""", token)).Items.Single().Log!.Closes.ShouldBeTrue();
        (await node.PostAsync(id, """{"type":"message","text":"too late"}""", token)).Reply.Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_hand_over_event_goes_to_the_crm_and_not_to_the_page()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, _) = await node.OpenAsync();
        var (reply, items) = await node.PostAsync(id,
            """{"type":"event","name":"handoff.initiate","value":{"reason":"complaint","Skill":"complaints","priority":"high","theirs":[1]},"attachments":[{"name":"Transcript","contentType":"application/json","content":{"activities":[]}}]}""",
            await node.BuyTokenAsync());
        reply.Status.ShouldBe(200);
        items.ShouldHaveSingleItem().Fact.ShouldBe(new HandOverAsked("complaint", "complaints", null, "high"));
        node.Log.All(id).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("accepted", null, """{"state":"accepted","message":null}""")]
    [InlineData("failed", "timeout", """{"state":"failed","message":"timeout"}""")]
    [InlineData("completed", null, """{"state":"completed","message":null}""")]
    public async Task What_became_of_a_hand_over_is_an_event_of_exactly_this_form(string state, string? message, string value)
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, _) = await node.OpenAsync();
        (await node.RunAsync(new TellBotHandOver($"directline/{id}", state, message))).ShouldBe(new OperationResult.Done());
        var told = node.Got.Single().Activity;
        ((string?)told["type"], (string?)told["name"], told["value"]!.ToJsonString()).ShouldBe(("event", "handoff.status", value));
        ((string?)told["id"], (string?)told["conversation"]!["id"]).ShouldBe(("o1", id));
    }

    [Fact]
    public async Task A_bot_that_is_down_is_asked_five_times_and_then_given_up()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (_, opened) = await node.OpenAsync();
        var pass = new PassToBot(opened[0].ConversationKey!, opened[0].AnsweredBy!.HandOn!);
        node.BotStatus = 503;
        for (var attempt = 1; attempt < 5; attempt++) (await node.RunAsync(pass, attempt)).ShouldBeOfType<OperationResult.Retry>();
        (await node.RunAsync(pass, 5)).ShouldBe(new OperationResult.Rejected("bot-down", 503));
        node.BotStatus = 401;
        (await node.RunAsync(pass)).ShouldBe(new OperationResult.Rejected("bot-refused", 401));
        await using var nobody = node.Another();
        var (_, there) = await nobody.OpenAsync();
        (await nobody.RunAsync(new PassToBot(there[0].ConversationKey!, there[0].AnsweredBy!.HandOn!))).ShouldBeOfType<OperationResult.Retry>();
    }

    [Fact]
    public async Task Whoever_is_forgotten_needs_no_answer()
    {
        await using var node = await ExternalBotNode.StartAsync();
        (await node.RunAsync(new PassToBot($"directline/{new string('a', 32)}", "in:1"))).ShouldBe(new OperationResult.Done());
        (await node.RunAsync(new MoveSession("x", "bot", null))).ShouldBe(new OperationResult.Rejected("not-supported"));
        node.Got.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_bot_gets_in()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, opened) = await node.OpenAsync();
        await node.RunAsync(new PassToBot(opened[0].ConversationKey!, opened[0].AnsweredBy!.HandOn!));
        var good = await node.BuyTokenAsync();
        using var stranger = RSA.Create(2048);
        var kid = new JsonWebToken(good).Kid;
        string Forged(string audience, string app) => SignedToken.Write(stranger, new JsonObject { ["kid"] = kid }, new JsonObject
        {
            ["iss"] = "https://crm.example/in/chatbot", ["aud"] = audience, ["appid"] = app, ["nbf"] = node.Time.Now.ToUnixTimeSeconds(), ["exp"] = node.Time.Now.AddHours(1).ToUnixTimeSeconds(),
        });
        var parts = good.Split('.');
        foreach (var (token, why) in new[]
        {
            (null, "missing-token"), ("", "missing-token"), ("a.b.c", "missing-token"), ($"{parts[0]}.{parts[1]}.", "bad-signature"),
            (Forged("https://crm.example/in/chatbot", ExternalBotNode.AppId), "bad-signature"), (Forged("else", ExternalBotNode.AppId), "wrong-audience"),
            (Forged("https://crm.example/in/chatbot", "other"), "wrong-app"), (node.Got.Single().Token["Bearer ".Length..], "wrong-audience"),
        })
        {
            var (reply, items) = await node.PostAsync(id, """{"type":"message","text":"x"}""", token);
            (reply.Status, Encoding.UTF8.GetString(reply.Body.Span).Contains(why, StringComparison.Ordinal), items.Count).ShouldBe((401, true, 0), why);
            reply.Headers!["WWW-Authenticate"].ShouldBe("Bearer");
        }

        node.Time.Advance(TimeSpan.FromMinutes(64));
        (await node.PostAsync(id, """{"type":"message","text":"in time"}""", good)).Reply.Status.ShouldBe(200);
        node.Time.Advance(TimeSpan.FromMinutes(2));
        (await node.PostAsync(id, """{"type":"message","text":"x"}""", good)).Reply.Status.ShouldBe(401);
        (await node.CallAsync("POST", "connector/token", $"grant_type=client_credentials&client_id={ExternalBotNode.AppId}&client_secret=wrong")).Reply.Status.ShouldBe(401);
        (await node.CallAsync("POST", "connector/token", $"client_id={ExternalBotNode.AppId}&client_secret={ExternalBotNode.Secret}")).Reply.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Members_are_told_and_what_the_channel_cannot_do_is_said()
    {
        await using var node = await ExternalBotNode.StartAsync();
        var (id, _) = await node.OpenAsync();
        var token = await node.BuyTokenAsync();
        var root = $"connector/v3/conversations/{id}";
        (string, string)[] there = [("c", id)];
        JsonNode.Parse((await node.CallAsync("GET", $"{root}/members", token: token, route: there)).Reply.Body.Span)!.AsArray().Select(m => (string?)m!["id"]).ShouldBe(["crm-bot", "dl_li"]);
        ((string?)ExternalBotNode.Json((await node.CallAsync("GET", $"{root}/members/dl_li", token: token, route: [("c", id), ("m", "dl_li")])).Reply)["name"]).ShouldBe("Li");
        (await node.CallAsync("GET", $"{root}/members/who", token: token, route: [("c", id), ("m", "who")])).Reply.Status.ShouldBe(404);
        (await node.CallAsync("PUT", $"{root}/activities/x", "{}", token, [("c", id), ("a", "x")])).Reply.Status.ShouldBe(405);
        (await node.CallAsync("GET", $"{root}/pagedmembers", token: token, route: there)).Reply.Status.ShouldBe(200);
        (await node.PostAsync(new string('b', 32), """{"type":"message"}""", token)).Reply.Status.ShouldBe(404);
        (await node.PostAsync(id, "{}", token)).Reply.Status.ShouldBe(400);
        (await node.PostAsync(id, """{"type":"message","conversation":{"id":"other"}}""", token)).Reply.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Without_a_bot_our_own_answers_and_there_is_no_connector()
    {
        await using var node = await ExternalBotNode.StartAsync(settings => settings["ExternalBot:Url"] = null);
        var (id, opened) = await node.OpenAsync();
        opened.ShouldAllBe(item => item.AnsweredBy == null);
        (await node.SayAsync(id, """{"type":"message","text":"x","from":{"id":"dl_li"}}""")).Items.ShouldAllBe(item => item.AnsweredBy == null);
        (await node.CallAsync("GET", ".well-known/keys")).Reply.Status.ShouldBe(404);
    }
}
