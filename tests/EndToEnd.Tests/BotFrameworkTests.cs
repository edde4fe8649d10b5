using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Tests.Support;
using Crm.Tests.Support.Bots;

namespace EndToEnd.Tests;

/// <summary>A Bot Framework channel with its own keys and connector, and the real host between them.</summary>
public sealed class BotFrameworkTests
{
    private const string Plugin = "Crm__Plugins__chatbot__Settings__";
    private const string Conversation = "19:e2e@thread.v2";

    [Fact]
    public async Task A_message_is_answered_at_the_connector_and_the_agent_sees_both()
    {
        await using var bot = await Channel.StartAsync();
        (await bot.PostAsync(bot.Message("a1", "你好"))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Probe.Until(() => bot.Answers.Count == 1, "the answer at the connector");
        var answer = bot.Answers[0];
        (Text(answer, "replyToId"), Text(answer["from"]!, "id"), Text(answer["recipient"]!, "id")).ShouldBe(("a1", "28:bot", "29:u1"));
        var conversation = (await Api.GetAsync(bot.Host, "/api/v1/conversations")).GetProperty("items")[0];
        var messages = await Api.GetAsync(bot.Host, $"/api/v1/conversations/{conversation.GetProperty("id").GetString()}/messages");
        messages.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("direction").GetString()).ShouldBe(["out", "in"]);
    }

    [Fact]
    public async Task A_caller_who_expects_replies_gets_the_promise_in_the_answer_and_again_after_a_restart()
    {
        await using var bot = await Channel.StartAsync();
        var wish = bot.Message("a1", "请给我回电话，13800138000");
        wish["deliveryMode"] = "expectReplies";
        var first = await RepliesAsync(bot, wish);
        first.ShouldHaveSingleItem().ShouldContain("138****8000");
        await bot.Host.KillAsync();
        await bot.Host.StartAgainAsync();
        (await RepliesAsync(bot, wish)).ShouldBe(first);
        (await Api.GetAsync(bot.Host, "/api/v1/callbacks?state=open")).GetProperty("items").GetArrayLength().ShouldBe(1);
        bot.Answers.ShouldBeEmpty("what was answered is not sent as well");
    }

    [Fact]
    public async Task After_kill_9_everything_acknowledged_is_answered_and_nothing_twice_by_a_repetition()
    {
        await using var bot = await Channel.StartAsync();
        var taken = 0;
        for (var i = 1; i <= 40; i++)
        {
            if (i == 20) await bot.Host.KillAsync();
            if (i == 20) await bot.Host.StartAgainAsync();
            var id = string.Create(CultureInfo.InvariantCulture, $"a{i:00}");
            // As a channel does that saw no answer: the same activity again.
            for (var repeat = 0; repeat < 2; repeat++)
                (await bot.PostAsync(bot.Message(id, "你好"))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
            taken++;
        }

        await Probe.Until(() => Distinct(bot) == taken, "an answer to each");
        (await Api.GetAsync(bot.Host, "/api/v1/conservation")).GetProperty("inquiries").GetInt64().ShouldBe(taken);
        // A send whose outcome was not stored at the kill may go out again; of a conversation only one is on its way.
        bot.Answers.Count.ShouldBeLessThanOrEqualTo(taken + 1);
        var order = bot.Answers.Select(a => Text(a, "replyToId")).Distinct().ToList();
        order.ShouldBe(order.Order(StringComparer.Ordinal).ToList(), "answers keep the order of the conversation");
    }

    [Fact]
    public async Task Nobody_gets_in_with_a_token_for_another_address()
    {
        await using var bot = await Channel.StartAsync();
        var message = bot.Message("a1", "你好");
        message["serviceUrl"] = "https://evil.example/";
        using var answer = await bot.PostAsync(message);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await Api.GetAsync(bot.Host, "/api/v1/conservation")).GetProperty("inquiries").GetInt64().ShouldBe(0);
    }

    private static int Distinct(Channel bot) => bot.Answers.Select(a => Text(a, "replyToId")).Distinct().Count();

    private static string Text(JsonNode node, string name) => (string?)node[name] ?? "";

    private static async Task<IReadOnlyList<string>> RepliesAsync(Channel bot, JsonObject activity)
    {
        using var answer = await bot.PostAsync(activity);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        return [.. body.GetProperty("activities").EnumerateArray().Select(a => a.GetProperty("text").GetString()!)];
    }

    /// <summary>Keys, connector and host of one test.</summary>
    private sealed class Channel : IAsyncDisposable
    {
        private readonly ChannelKeys _keys;
        private readonly FakeConnector _connector;
        private readonly HttpClient _http = new();

        private Channel(ChannelKeys keys, FakeConnector connector, HostProcess host)
        {
            _keys = keys;
            _connector = connector;
            Host = host;
            _http.BaseAddress = host.Url;
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keys.Token(FakeLogin.AppId, connector.ServiceUrl));
        }

        public HostProcess Host { get; }

        public IReadOnlyList<JsonObject> Answers => _connector.Activities(Conversation);

        public static async Task<Channel> StartAsync()
        {
            var keys = await ChannelKeys.StartAsync();
            var connector = await FakeConnector.StartAsync(TimeProvider.System);
            connector.Knows(Conversation, "29:u1");
            return new Channel(keys, connector, await HostProcess.StartAsync(new Dictionary<string, string>
            {
                [Plugin + "MicrosoftAppId"] = FakeLogin.AppId,
                [Plugin + "MicrosoftAppPassword"] = FakeLogin.Secret,
                [Plugin + "Auth__ChannelMetadataUrl"] = keys.Metadata,
                [Plugin + "Connector__LoginUrl"] = connector.LoginUrl,
                [Plugin + "Connector__AllowedHosts__0"] = "127.0.0.1",
            }));
        }

        public JsonObject Message(string id, string text) => new()
        {
            ["type"] = "message", ["id"] = id, ["channelId"] = "msteams", ["serviceUrl"] = _connector.ServiceUrl, ["text"] = text, ["locale"] = "zh-CN",
            ["from"] = new JsonObject { ["id"] = "29:u1", ["name"] = "李雷" }, ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "CRM" },
            ["conversation"] = new JsonObject { ["id"] = Conversation, ["conversationType"] = "personal" },
        };

        public Task<HttpResponseMessage> PostAsync(JsonObject activity) => _http.PostAsync(
            new Uri("/api/messages", UriKind.Relative), new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await Host.DisposeAsync();
            await _connector.DisposeAsync();
            await _keys.DisposeAsync();
        }
    }
}
