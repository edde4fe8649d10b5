using System.Text.Json.Nodes;

namespace Adapters.Tests.ChatBot;

/// <summary>Who may write to the bot: the matrix of spec/bot.md 7, with keys of our own and a clock that is turned by hand.</summary>
public sealed class TokenTests : IDisposable
{
    private readonly BotNode _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task A_channels_token_is_taken_and_the_activity_stored()
    {
        var answer = await _bot.PostAsync(BotNode.Message());
        (answer.Status, answer.Reply.Body.Length).ShouldBe((202, 0));
        answer.Items.ShouldHaveSingleItem().Message!.Text.ShouldBe("你好");
    }

    [Fact]
    public async Task A_header_that_is_not_exactly_one_bearer_token_is_refused()
    {
        var good = _bot.Bearer();
        var token = good["Bearer ".Length..];
        foreach (var (header, code) in new[]
        {
            ("", "malformed-token"), (token, "malformed-token"), ($"Basic {token}", "malformed-token"), ($"bearer {token}", "malformed-token"),
            ($"Bearer  {token}", "malformed-token"), ($"{good} x", "malformed-token"), ("Bearer ", "malformed-token"), ("Bearer a.b", "malformed-token"),
            ("Bearer a.b.c.d.e", "malformed-token"), ("Bearer ...", "malformed-token"), ("Bearer a.b.c", "malformed-token"),
        })
            await RefusedAsync([header], code);
        await RefusedAsync([], "missing-token");
        await RefusedAsync([good, good], "malformed-token");
    }

    [Theory]
    [InlineData("RS384", true), InlineData("RS512", true)]
    [InlineData("none", false), InlineData("HS256", false), InlineData("PS256", false), InlineData("rs256", false)]
    public async Task Only_RSA_with_PKCS1_signatures_count(string algorithm, bool good)
    {
        var token = _bot.Channel.Sign(algorithm, Claims());
        if (good) (await _bot.PostAsync(BotNode.Message(), "Bearer " + token)).Status.ShouldBe(202);
        else await RefusedAsync(["Bearer " + token], "bad-algorithm");
    }

    [Fact]
    public async Task A_token_signed_by_somebody_else_under_a_known_key_id_is_refused()
    {
        using var thief = TokenMint.Forged("channel-1");
        await RefusedAsync(["Bearer " + thief.Channel(_bot.Time.Now)], "bad-signature");
        var good = _bot.Bearer();
        await RefusedAsync([good[..^6] + "AAAAAA"], "bad-signature");
        await RefusedAsync([good[..good.LastIndexOf('.')] + "."], "malformed-token", "bad-signature");
    }

    [Fact]
    public async Task A_token_without_a_key_id_or_with_critical_extensions_is_refused()
    {
        await RefusedAsync(["Bearer " + _bot.Channel.Sign("RS256", Claims(), new JsonObject { ["alg"] = "RS256" })], "unknown-key");
        await RefusedAsync(["Bearer " + _bot.Channel.Sign("RS256", Claims(), new JsonObject { ["alg"] = "RS256", ["kid"] = "channel-1", ["crit"] = new JsonArray("x") })], "bad-algorithm");
    }

    [Theory]
    [InlineData(-299, true), InlineData(-301, false)]
    public async Task A_token_counts_for_five_minutes_after_its_end(int seconds, bool good)
    {
        var end = _bot.Time.Now.AddSeconds(seconds).ToUnixTimeSeconds();
        await Expect(good, "expired", ("exp", end), ("nbf", end - 3600));
    }

    [Theory]
    [InlineData(299, true), InlineData(301, false)]
    public async Task A_token_counts_from_five_minutes_before_its_beginning(int seconds, bool good) =>
        await Expect(good, "not-yet-valid", ("nbf", _bot.Time.Now.AddSeconds(seconds).ToUnixTimeSeconds()), ("exp", _bot.Time.Now.AddHours(2).ToUnixTimeSeconds()));

    [Fact]
    public async Task A_token_without_an_end_or_with_a_strange_one_is_refused()
    {
        await Expect(false, "no-expiry", ("exp", null));
        await RefusedAsync([_bot.Bearer(("exp", "soon"))], "no-expiry", "malformed-token");
        await RefusedAsync([_bot.Bearer(("exp", 1e300))], "no-expiry", "malformed-token");
    }

    [Fact]
    public async Task A_token_that_was_verified_once_still_ends()
    {
        var token = _bot.Bearer();
        (await _bot.PostAsync(BotNode.Message(), token)).Status.ShouldBe(202);
        _bot.Time.Advance(TimeSpan.FromMinutes(64));
        (await _bot.PostAsync(BotNode.Message(), token)).Status.ShouldBe(202);
        _bot.Time.Advance(TimeSpan.FromMinutes(2));
        await RefusedAsync([token], "expired");
    }

    [Theory]
    [InlineData("https://api.botframework.com/"), InlineData("https://API.botframework.com"), InlineData("https://api.botframework.us"), InlineData("")]
    public async Task The_issuer_must_be_exactly_the_clouds(string issuer) => await Expect(false, "wrong-issuer", ("iss", issuer));

    [Fact]
    public async Task The_audience_must_be_exactly_our_app()
    {
        await Expect(false, "wrong-audience", ("aud", "11111111-1111-1111-1111-111111111111"));
        await Expect(false, "wrong-audience", ("aud", new JsonArray(TokenMint.AppId, "other")));
        await Expect(false, "wrong-audience", ("aud", null));
        await Expect(false, "wrong-audience", ("aud", ""));
        await Expect(false, "wrong-issuer", ("iss", null));
    }

    [Theory]
    [InlineData("https://smba.example/amer/", 202), InlineData("HTTPS://SMBA.example/AMER/", 202), InlineData("https://smba.example/amer", 202)]
    [InlineData("https://evil.example/amer/", 401), InlineData("https://smba.example/emea/", 401), InlineData("https://smba.example/amer/x", 401)]
    [InlineData("http://smba.example/amer/", 401), InlineData("https://smba.example:8443/amer/", 401), InlineData("https://smba.example@evil.example/amer/", 401)]
    public async Task The_activity_must_come_from_the_address_the_token_vouches_for(string serviceUrl, int status)
    {
        var activity = BotNode.Message();
        activity["serviceUrl"] = serviceUrl;
        var answer = await _bot.PostAsync(activity);
        answer.Status.ShouldBe(status);
        if (status == 401) answer.Code.ShouldBe("service-url-mismatch");
    }

    [Fact]
    public async Task A_body_without_serviceUrl_is_refused_and_so_is_a_token_without_the_claim()
    {
        var activity = BotNode.Message();
        activity.Remove("serviceUrl");
        (await _bot.PostAsync(activity)).Code.ShouldBe("service-url-mismatch");
        activity["serviceUrl"] = "";
        (await _bot.PostAsync(activity)).Code.ShouldBe("service-url-mismatch");
        await Expect(false, "no-service-url", ("serviceurl", null));
        await Expect(false, "no-service-url", ("serviceurl", ""));
        await Expect(false, "no-service-url", ("serviceUrl", TokenMint.ServiceUrl), ("serviceurl", null));
    }

    [Theory]
    [InlineData("directline", 202), InlineData("msteams", 202), InlineData("telegram", 401), InlineData("Directline", 401), InlineData("", 401)]
    public async Task A_channels_key_speaks_for_the_channels_it_is_endorsed_for(string channelId, int status)
    {
        var activity = BotNode.Message();
        activity["channelId"] = channelId;
        var answer = await _bot.PostAsync(activity);
        answer.Status.ShouldBe(status);
        if (status == 401) answer.Code.ShouldBe(channelId.Length == 0 ? "no-channel" : "not-endorsed");
    }

    [Fact]
    public async Task An_activity_without_a_channel_is_refused()
    {
        var activity = BotNode.Message();
        activity.Remove("channelId");
        var answer = await _bot.PostAsync(activity);
        (answer.Status, answer.Code).ShouldBe((401, "no-channel"));
    }

    [Fact]
    public async Task A_key_without_endorsements_speaks_for_no_channel()
    {
        using var bare = new TokenMint("bare");
        _bot.Login.ChannelKeys.Add(bare.Jwk());
        (await _bot.PostAsync(BotNode.Message(), "Bearer " + bare.Channel(_bot.Time.Now))).Code.ShouldBe("not-endorsed");
    }

    [Fact]
    public async Task Required_endorsements_are_asked_for_besides_the_channels()
    {
        using var bot = new BotNode(settings: ("Auth:RequiredEndorsements:0", "special"));
        (await bot.PostAsync(BotNode.Message())).Code.ShouldBe("not-endorsed");
        using var special = new TokenMint("special-key", "directline", "special");
        bot.Login.ChannelKeys.Add(special.Jwk());
        (await bot.PostAsync(BotNode.Message(), "Bearer " + special.Channel(bot.Time.Now))).Status.ShouldBe(202);
    }

    private JsonObject Claims() => TokenMint.Claims(_bot.Time.Now, ("iss", TokenMint.ChannelIssuer), ("aud", TokenMint.AppId), ("serviceurl", TokenMint.ServiceUrl));

    private async Task Expect(bool good, string code, params (string Name, JsonNode? Value)[] changes)
    {
        if (good) (await _bot.PostAsync(BotNode.Message(), _bot.Bearer(changes))).Status.ShouldBe(202);
        else await RefusedAsync([_bot.Bearer(changes)], code);
    }

    private async Task RefusedAsync(string[] authorization, params string[] codes)
    {
        var answer = await _bot.PostAsync(BotNode.Message(), authorization);
        answer.Status.ShouldBe(401);
        answer.Reply.Headers!["WWW-Authenticate"].ShouldBe("Bearer");
        answer.Code.ShouldBeOneOf(codes);
        answer.Items.ShouldBeEmpty();
    }
}
