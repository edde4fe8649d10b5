using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;

namespace Adapters.Tests.ChatBot;

/// <summary>Emulators, other bots, other clouds, and nobody at all (spec/bot.md 2).</summary>
public sealed class CallerTests : IDisposable
{
    private const string OtherBot = "99999999-1111-2222-3333-444444444444";
    private const string Tenant = "77777777-aaaa-bbbb-cccc-dddddddddddd";

    private readonly BotNode _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task An_emulator_with_our_own_app_is_taken()
    {
        (await EmulatorAsync()).Status.ShouldBe(202);
        (await EmulatorAsync(("ver", "2.0"), ("appid", null), ("azp", TokenMint.AppId), ("iss", "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0"))).Status.ShouldBe(202);
    }

    [Fact]
    public async Task An_emulator_with_another_app_version_or_tenant_is_refused()
    {
        await EmulatorRefusedAsync("wrong-version", ("ver", "3.0"));
        await EmulatorRefusedAsync("wrong-version", ("ver", null));
        await EmulatorRefusedAsync("wrong-app", ("ver", "2.0"));
        await EmulatorRefusedAsync("wrong-app", ("appid", null));
        await EmulatorRefusedAsync("caller-not-allowed", ("appid", OtherBot));
        // What a token says of its tenant does not make that tenant trusted, not for this call and not for the next.
        await EmulatorRefusedAsync("wrong-issuer", ("iss", $"https://sts.windows.net/{Tenant}/"), ("tid", Tenant));
        await EmulatorRefusedAsync("wrong-issuer", ("iss", $"https://sts.windows.net/{Tenant}/"), ("tid", Tenant));
    }

    [Fact]
    public async Task Our_own_token_towards_a_channel_cannot_be_sent_back_to_us() =>
        await EmulatorRefusedAsync("wrong-audience", ("aud", "https://api.botframework.com"));

    [Fact]
    public async Task A_single_tenant_bot_trusts_its_own_tenant_too()
    {
        using var bot = new BotNode(settings: [("MicrosoftAppType", "SingleTenant"), ("MicrosoftAppTenantId", Tenant)]);
        foreach (var issuer in new[] { $"https://sts.windows.net/{Tenant}/", $"https://login.microsoftonline.com/{Tenant}/v2.0" })
            (await bot.PostAsync(BotNode.Message(), "Bearer " + bot.Emulator.Emulator(bot.Time.Now, ("iss", issuer)))).Status.ShouldBe(202);
    }

    [Theory]
    [InlineData(null, 401), InlineData("12345678-0000-0000-0000-000000000000", 401), InlineData(OtherBot, 202), InlineData("*", 202)]
    public async Task Another_bot_is_taken_as_far_as_it_is_listed(string? allowed, int status)
    {
        using var bot = new BotNode(settings: allowed is null ? [] : [("Auth:AllowedCallers:0", allowed)]);
        var answer = await bot.PostAsync(BotNode.Message(), "Bearer " + bot.Emulator.Emulator(bot.Time.Now, ("ver", "2.0"), ("appid", null), ("azp", OtherBot)));
        answer.Status.ShouldBe(status);
        if (status == 401) answer.Code.ShouldBe("caller-not-allowed");
        else Reference(answer).CallerAppId.ShouldBe(OtherBot);
    }

    [Fact]
    public async Task A_bot_that_is_listed_still_needs_our_audience()
    {
        using var bot = new BotNode(settings: ("Auth:AllowedCallers:0", "*"));
        (await bot.PostAsync(BotNode.Message(), "Bearer " + bot.Emulator.Emulator(bot.Time.Now, ("aud", "somebody-else"), ("appid", OtherBot)))).Code.ShouldBe("wrong-audience");
    }

    [Fact]
    public async Task A_key_of_the_other_kind_signs_nothing()
    {
        (await _bot.PostAsync(BotNode.Message(), "Bearer " + _bot.Emulator.Channel(_bot.Time.Now))).Code.ShouldBe("unknown-key");
        (await _bot.PostAsync(BotNode.Message(), "Bearer " + _bot.Channel.Emulator(_bot.Time.Now))).Code.ShouldBe("unknown-key");
    }

    [Theory]
    [InlineData("UsGov", "https://api.botframework.us"), InlineData("China", "https://api.botframework.azure.cn")]
    public async Task Each_cloud_has_its_own_issuer(string cloud, string issuer)
    {
        using var bot = new BotNode(settings: ("Auth:Cloud", cloud));
        (await bot.PostAsync(BotNode.Message(), bot.Bearer(("iss", issuer)))).Status.ShouldBe(202);
        (await bot.PostAsync(BotNode.Message(), bot.Bearer())).Code.ShouldBe("wrong-issuer");
        (await _bot.PostAsync(BotNode.Message(), _bot.Bearer(("iss", issuer)))).Code.ShouldBe("wrong-issuer");
    }

    [Fact]
    public async Task Without_an_app_id_the_bot_is_not_configured_whatever_the_token()
    {
        using var bot = new BotNode(settings: ("MicrosoftAppId", ""));
        var answer = await bot.PostAsync(BotNode.Message());
        (answer.Status, answer.Code).ShouldBe((503, "bot-not-configured"));
        (await bot.PostAsync(BotNode.Message(), [])).Code.ShouldBe("bot-not-configured");
        (await bot.PostAsync(BotNode.Message(), bot.Bearer(("aud", "")))).Code.ShouldBe("bot-not-configured");
    }

    [Fact]
    public async Task The_operator_sees_what_keeps_channels_out()
    {
        _bot.Accounts.ShouldHaveSingleItem().Features.ShouldHaveSingleItem().Working.ShouldBeTrue();
        _bot.Login.Down = true;
        await _bot.PostAsync(BotNode.Message());
        var feature = _bot.Accounts[0].Features[0];
        (feature.Working, feature.Reason, feature.Since).ShouldBe((false, "keys-unavailable", _bot.Time.Now));
        feature.Remedy!.Keys.ShouldBe(["zh-CN", "en"]);
        _bot.Login.Down = false;
        _bot.Time.Advance(TimeSpan.FromSeconds(1));
        await _bot.PostAsync(BotNode.Message());
        _bot.Accounts[0].Features[0].Working.ShouldBeTrue();

        using var open = new BotNode(true, true, ("Auth:Mode", "Disabled"), ("MicrosoftAppId", ""));
        open.Accounts[0].Features[0].Reason.ShouldBe("auth-disabled");
        using var none = new BotNode(settings: ("MicrosoftAppId", ""));
        none.Accounts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, true, 202), InlineData(false, true, 503), InlineData(true, false, 503)]
    public async Task Nobody_is_checked_only_in_development_on_this_machine(bool development, bool loopback, int status)
    {
        using var bot = new BotNode(development, loopback, ("Auth:Mode", "Disabled"), ("MicrosoftAppId", ""));
        var answer = await bot.PostAsync(BotNode.Message(), []);
        answer.Status.ShouldBe(status);
        if (status == 503) answer.Code.ShouldBe("auth-disabled-refused");
        else Reference(answer).VerifiedAt.ShouldBeNull("an unchecked caller may not make us call out into the world");
    }

    private Task<BotNode.Answer> EmulatorAsync(params (string, JsonNode?)[] changes) =>
        _bot.PostAsync(BotNode.Message(), "Bearer " + _bot.Emulator.Emulator(_bot.Time.Now, changes));

    private async Task EmulatorRefusedAsync(string code, params (string, JsonNode?)[] changes)
    {
        var answer = await EmulatorAsync(changes);
        (answer.Status, answer.Status == 401 ? answer.Code : "").ShouldBe((401, code));
    }

    private static ConversationReference Reference(BotNode.Answer answer) => ConversationReference.FromJson(answer.Items[0].Keep.ShouldHaveSingleItem().Value);
}
