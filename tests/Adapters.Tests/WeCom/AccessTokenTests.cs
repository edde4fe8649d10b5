using Crm.Adapters.WeCom;
using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Adapters.Tests.WeCom;

/// <summary>WeCom 4.1 and lesson 6: one gettoken, whoever asks, however many, on however many nodes.</summary>
public sealed class AccessTokenTests : IDisposable
{
    private readonly WeComNode _node = new();

    private FakePlatform Platform => _node.Platform;

    [Fact]
    public async Task A_token_is_fetched_once_and_kept_until_five_minutes_before_its_end()
    {
        (await CallAsync()).Ok.ShouldBeTrue();
        (await CallAsync()).Ok.ShouldBeTrue();
        _node.Time.Advance(TimeSpan.FromSeconds(7200 - 300 - 1));
        await CallAsync();
        Platform.Count("gettoken").ShouldBe(1);
        _node.Time.Advance(TimeSpan.FromSeconds(1));
        await CallAsync();
        Platform.Count("gettoken").ShouldBe(2);
        Platform.Calls[0].Query["corpid"].ShouldBe(WeComNode.CorpId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_hundred_calls_at_once_ask_for_one_token(bool revokedBefore)
    {
        if (revokedBefore)
            await CallAsync();
        Platform.Revoke();
        var answers = await _node.RunAsync(Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => CallAsync()))));
        answers.ShouldAllBe(answer => answer.Ok);
        Platform.Count("gettoken").ShouldBe(revokedBefore ? 2 : 1);
    }

    [Theory]
    [InlineData(40014)]
    [InlineData(42001)]
    [InlineData(40001)]
    public async Task A_dead_token_is_replaced_once_and_the_call_repeated_once(int code)
    {
        Platform.Answers("kf/sync_msg", code, 0);
        (await CallAsync()).Ok.ShouldBeTrue();
        (Platform.Count("gettoken"), Platform.Count("kf/sync_msg")).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_second_failure_is_final()
    {
        Platform.Answers("kf/sync_msg", 42001);
        (await CallAsync()).Code.ShouldBe(42001);
        (Platform.Count("gettoken"), Platform.Count("kf/sync_msg")).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_late_failure_of_an_old_token_does_not_drop_the_fresh_one()
    {
        var tokens = _node.Get<AccessTokens>();
        var old = (await TokenAsync(tokens, null)).Token;
        Platform.Revoke();
        var fresh = (await TokenAsync(tokens, old)).Token;
        (await TokenAsync(tokens, old)).Token.ShouldBeSameAs(fresh);
        Platform.Count("gettoken").ShouldBe(2);
    }

    [Fact]
    public async Task Nodes_share_the_token_through_the_store()
    {
        using var second = new WeComNode(time: _node.Time, state: _node.State, platform: Platform);
        await CallAsync();
        (await CallAsync(second)).Ok.ShouldBeTrue();
        Platform.Count("gettoken").ShouldBe(1);
        Platform.Revoke();
        await CallAsync();
        (await CallAsync(second)).Ok.ShouldBeTrue();
        Platform.Count("gettoken").ShouldBe(2);
    }

    [Fact]
    public async Task The_node_that_stored_first_wins()
    {
        using var second = new WeComNode(time: _node.Time, state: _node.State, platform: Platform);
        // Between this node's look and its write the other one has stored a token.
        Platform.Answers("gettoken", call =>
        {
            var stored = new AccessToken("the-other-nodes-token", _node.Time.Now, _node.Time.Now.AddHours(1));
            _node.State.TrySetAsync("token:" + App(_node).SecretId, stored.ToJson(), 0, stored.GoodUntil, default).Result.ShouldBeTrue();
            Platform.LiveToken = "the-other-nodes-token";
            return new { errcode = 0, access_token = "mine", expires_in = 7200 };
        });
        (await CallAsync()).Ok.ShouldBeTrue();
        Platform.Last("kf/sync_msg").Query["access_token"].ShouldBe("the-other-nodes-token");
    }

    [Fact]
    public async Task A_wrong_secret_is_asked_about_once_in_ten_minutes()
    {
        Platform.CorpSecret = "changed on the platform";
        var answers = new List<ApiAnswer>();
        for (var i = 0; i < 5; i++)
            answers.Add(await CallAsync());
        answers.ShouldAllBe(answer => answer.Class == ErrorClass.Configuration && answer.Code == 40001);
        Platform.Count("gettoken").ShouldBe(1);
        _node.Log.Lines.ShouldContain(line => line.Level == LogLevel.Error && line.Message.Contains("CorpSecret"));
        _node.Time.Advance(TimeSpan.FromMinutes(10));
        Platform.CorpSecret = "corp-secret-planted";
        (await CallAsync()).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task An_app_without_a_secret_calls_nobody()
    {
        using var node = new WeComNode(settings => settings.Remove("Corps:0:Agents:0:CorpSecret"));
        (await CallAsync(node)).Class.ShouldBe(ErrorClass.Configuration);
        node.Platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_busy_gettoken_is_tried_again_and_then_given_up_as_busy()
    {
        Platform.Answers("gettoken", -1, System.Net.HttpStatusCode.BadGateway, new HttpRequestException("cut", new IOException()), new { errcode = 0, access_token = "t", expires_in = 7200 });
        Platform.LiveToken = "t";
        (await _node.RunAsync(CallAsync())).Ok.ShouldBeTrue();
        Platform.Count("gettoken").ShouldBe(4);

        using var other = new WeComNode();
        other.Platform.Answers("gettoken", -1);
        (await other.RunAsync(CallAsync(other))).Class.ShouldBe(ErrorClass.Transient);
        other.Platform.Count("gettoken").ShouldBe(4);
    }

    [Fact]
    public async Task Two_nodes_that_need_a_token_at_once_ask_for_one()
    {
        using var other = new WeComNode(null, _node.Time, _node.State, Platform);
        var asked = new TaskCompletionSource();
        Platform.Answers("gettoken", (Func<PlatformCall, object>)(_ =>
        {
            asked.Task.Wait(TestContext.Current.CancellationToken);
            return new { errcode = 0, access_token = Platform.LiveToken = "one-for-both", expires_in = 7200 };
        }));
        var calls = new[] { Task.Run(() => CallAsync()), Task.Run(() => CallAsync(other)) };
        await Probe.Until(() => Platform.Count("gettoken") > 0, "somebody to ask for a token");
        asked.SetResult();
        // The one that fetches needs no clock; the other looks again when time goes on.
        await Task.WhenAny(calls);
        (await _node.RunAsync(Task.WhenAll(calls))).ShouldAllBe(answer => answer.Ok);
        Platform.Count("gettoken").ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_died_while_it_fetched_holds_the_others_up_for_seconds_only()
    {
        var key = $"token:{App(_node).SecretId}:renewal";
        await _node.State.TrySetAsync(key, "", 0, _node.Time.GetUtcNow().AddSeconds(12), TestContext.Current.CancellationToken);
        (await _node.RunAsync(CallAsync())).Ok.ShouldBeTrue();
        Platform.Count("gettoken").ShouldBe(1);
    }

    [Fact]
    public async Task Another_secret_has_another_token()
    {
        await CallAsync();
        using var changed = new WeComNode(settings => settings["Corps:0:Agents:0:CorpSecret"] = "corp-secret-new", _node.Time, _node.State, Platform);
        Platform.CorpSecret = "corp-secret-new";
        (await CallAsync(changed)).Ok.ShouldBeTrue();
        Platform.Count("gettoken").ShouldBe(2);
        ((MemoryState)_node.State).Keys.ShouldAllBe(key => !key.Contains("secret"));
    }

    public void Dispose() => _node.Dispose();

    private Task<ApiAnswer> CallAsync() => CallAsync(_node);

    private static Task<ApiAnswer> CallAsync(WeComNode node) =>
        node.Get<WeComApi>().CallAsync(App(node), new ApiCall("kf/sync_msg", "{}"u8.ToArray()), TestContext.Current.CancellationToken);

    private Task<TokenAnswer> TokenAsync(AccessTokens tokens, AccessToken? failed) =>
        tokens.GetAsync(App(_node), failed, TestContext.Current.CancellationToken);

    private static WeComApp App(WeComNode node) => node.Get<WeComOptions>().Apps[0];
}
