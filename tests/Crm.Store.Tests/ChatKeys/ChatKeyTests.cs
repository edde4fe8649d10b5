using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;

namespace Crm.Store.Tests.ChatKeys;

/// <summary>Chat windows: who makes them, what their public key opens, and the answer to the words on personal data.</summary>
public sealed class ChatKeyTests
{
    [Theory, OnEachDatabase]
    public async Task A_key_is_made_changed_renewed_and_switched_off(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider, null, ("Crm:PublicUrl", "https://crm.example.com"));
        var dealer = await crm.DealerAsync("SH1");
        var made = await MakeAsync(crm, new { name = "浦东店官网", dealerId = dealer, origins = new[] { "https://WWW.example.cn/path?x", "https://www.example.cn" }, theme = new { color = "#AA0000" } });
        made.GetProperty("origins").EnumerateArray().Select(origin => origin.GetString()).ShouldBe(["https://www.example.cn"]);
        (made.GetProperty("theme").Text("color"), made.GetProperty("theme").Text("title"), made.Text("embed")).ShouldBe(
            ("#aa0000", "浦东店官网", $"<script async src=\"https://crm.example.com/chat/embed.js\" data-key=\"{made.Text("key")}\"></script>"));
        var id = made.Text("id");
        (await crm.Door.CallChatAsync("GET", "/" + made.Text("key"))).Body.Text("dealer").ShouldBe("Dealer SH1");

        var renewed = (await crm.PostAsync($"/chat-keys/{id}/rotate", null, CrmFixture.Admin)).Body.Text("key");
        renewed.ShouldNotBe(made.Text("key"));
        (await crm.Door.CallChatAsync("GET", "/" + made.Text("key"))).Body.Text("code").ShouldBe("chat-key-unknown");
        (await crm.Door.CallAsync("PATCH", $"/chat-keys/{id}", CrmFixture.Admin, new { active = false }, 1)).Status.ShouldBe(412);
        (await crm.Door.CallAsync("PATCH", $"/chat-keys/{id}", CrmFixture.Admin, new { active = false })).Status.ShouldBe(200);
        (await crm.Door.CallChatAsync("GET", "/" + renewed)).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(410), answer => answer.Body.Text("code").ShouldBe("chat-key-disabled"));
    }

    [Theory, OnEachDatabase]
    public async Task Agents_and_dealers_do_not_see_them_and_what_a_site_could_misuse_is_refused(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        foreach (var caller in new[] { CrmFixture.Agent, CrmFixture.DealerOf("d") })
        {
            (await crm.Door.CallAsync("GET", "/chat-keys", caller)).Status.ShouldBe(403);
            (await crm.PostAsync("/chat-keys", new { name = "x" }, caller)).Status.ShouldBe(403);
        }

        foreach (var (body, code) in new (object, string)[]
        {
            (new { name = "" }, "missing-name"), (new { name = "x", origins = new[] { "javascript:alert(1)" } }, "bad-origin"),
            (new { name = "x", origins = new[] { "*" } }, "bad-origin"), (new { name = "x", theme = new { color = "red;}" } }, "bad-color"),
            (new { name = "x", theme = new { logo = "https://evil.example/x.png" } }, "bad-logo"), (new { name = "x", theme = new { logo = "data:image/svg+xml;base64,AAAA" } }, "bad-logo"),
            (new { name = "x", dealerId = "nobody" }, "unknown-dealer"), (new { name = "x", locales = new[] { "fr" } }, "unknown-locale"), (new { name = "x", scene = "a b" }, "bad-scene"),
        })
            (await crm.PostAsync("/chat-keys", body, CrmFixture.Admin)).Body.Text("code").ShouldBe(code, body.ToString());
        (await crm.ListAsync("/chat-keys", CrmFixture.Admin)).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task A_token_is_for_a_new_visitor_and_our_own_page_and_carries_where_it_came_from(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        var tokens = new FakeTokens();
        var key = (await MakeAsync(crm, new { name = "x", dealerId = await crm.DealerAsync("SH1"), scene = "home" })).Text("key");
        (await crm.Door.CallChatAsync("POST", $"/{key}/token", new { })).Body.Text("code").ShouldBe("chat-unavailable");
        crm.Plugins.Reads[typeof(IChatTokens)] = tokens;
        var first = (await crm.Door.CallChatAsync("POST", $"/{key}/token", new { locale = "en" })).Body;
        var second = (await crm.Door.CallChatAsync("POST", $"/{key}/token", new { locale = "en" })).Body;
        first.Text("userId").ShouldStartWith("dl_");
        second.Text("userId").ShouldNotBe(first.Text("userId"));
        tokens.Asked[0].ShouldSatisfyAllConditions(asked => asked.Dealer.ShouldBe("SH1"), asked => asked.Scene.ShouldBe("home"), asked => asked.Origins.Count.ShouldBe(1));
        (await crm.Door.CallChatAsync("POST", "/ck_nothing/token", new { })).Status.ShouldBe(404);
    }

    [Theory, OnEachDatabase]
    public async Task The_answer_to_the_words_stands_in_the_customers_record_with_their_version_also_when_it_came_first(string provider)
    {
        await using var crm = await CrmFixture.CreateAsync(provider);
        crm.Plugins.Reads[typeof(IChatTokens)] = new FakeTokens();
        var key = (await MakeAsync(crm, new { name = "x" })).Text("key");
        var words = (await crm.Door.CallChatAsync("GET", $"/{key}/consent?locale=en")).Body;
        words.Text("version").ShouldBe("chat-consent.en.1");
        var opened = (await crm.Door.CallChatAsync("POST", $"/{key}/token", new { locale = "en" })).Body;
        (await crm.Door.CallChatAsync("POST", $"/{key}/consent", new { token = "wrong", given = true })).Status.ShouldBe(401);
        (await crm.Door.CallChatAsync("POST", $"/{key}/consent", new { token = opened.Text("token"), given = true, locale = "en" })).Status.ShouldBe(204);
        await crm.RunStepsAsync();
        (await crm.CountAsync("select count(*) from consent")).ShouldBe(0, "there is no customer yet");

        await crm.ReceiveAsync(crm.Item(opened.Text("userId"), InboundKind.Message, "hello"));
        await crm.AdvanceAsync(TimeSpan.FromSeconds(4));
        (await crm.TextAsync("select purpose || ' ' || text_version || ' ' || given from consent")).ShouldBe("callback chat-consent.en.1 1");
        await crm.Door.CallChatAsync("POST", $"/{key}/consent", new { token = opened.Text("token"), given = true, locale = "en" });
        await crm.AdvanceAsync(TimeSpan.FromSeconds(4));
        (await crm.CountAsync("select count(*) from consent")).ShouldBe(1, "twice is once");
        await crm.Door.CallChatAsync("POST", $"/{key}/consent", new { token = opened.Text("token"), given = false, locale = "en" });
        await crm.AdvanceAsync(TimeSpan.FromSeconds(4));
        (await crm.CountAsync("select count(*) from consent where given = 0")).ShouldBe(1, "a change of mind counts");
    }

    private static async Task<JsonElement> MakeAsync(CrmFixture crm, object body)
    {
        var (status, made) = await crm.PostAsync("/chat-keys", body, CrmFixture.Admin);
        status.ShouldBe(201, made.ToString());
        return made;
    }

    /// <summary>Signs nothing: the token is the visitor.</summary>
    private sealed class FakeTokens : IChatTokens
    {
        public List<ChatTokenRequest> Asked { get; } = [];

        public Task<ChatToken> CreateAsync(ChatTokenRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return Task.FromResult(new ChatToken("token-of-" + request.UserId, "c", DateTimeOffset.UnixEpoch, "/v3"));
        }

        public Task<ChatVisitor?> ReadAsync(string token, CancellationToken cancellationToken) => Task.FromResult(
            token.StartsWith("token-of-", StringComparison.Ordinal) ? new ChatVisitor(token[9..], "c", new ChannelIdentity("channel", $"chat:{token[9..]}")) : null);
    }
}
