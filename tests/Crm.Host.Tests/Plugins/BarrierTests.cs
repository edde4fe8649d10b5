using Crm.Host.Plugins;
using Crm.Plugins.Contract;
using Crm.Tests.Support;

namespace Crm.Host.Tests.Plugins;

/// <summary>A plugin that starts well and then does every call wrong.</summary>
public sealed class BarrierTests : IAsyncLifetime
{
    private PluginTestHost _host = null!;

    private PluginHandle Plugin => _host.Plugin("throws-per-message");

    public async ValueTask InitializeAsync()
    {
        _host = await PluginTestHost.StartAsync(["throws-per-message", "echo"]);
        await _host.Catalog.Settled;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("throw")]
    [InlineData("null")]
    [InlineData("bad-reply")]
    [InlineData("bad-header")]
    public async Task An_inbound_fault_answers_500_so_that_the_platform_sends_again(string word)
    {
        using var answer = await _host.PostAsync($"/in/throws-per-message/{word}");
        (await answer.ProblemAsync()).ShouldBe("500 plugin-fault");
        Plugin.Counters.Faults.ShouldBe(1);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("block")]
    public async Task A_call_that_ignores_its_token_is_abandoned_at_the_limit(string word)
    {
        var asked = _host.PostAsync($"/in/throws-per-message/{word}");
        await Probe.Until(() => _host.Time.PendingTimers > 0, "the call to be under its limit");
        _host.Time.Advance(TimeSpan.FromSeconds(3));
        using var answer = await asked;
        (await answer.ProblemAsync()).ShouldBe("503 plugin-timeout");
        Plugin.Counters.Timeouts.ShouldBe(1);
    }

    [Fact]
    public async Task Abandoned_calls_keep_their_places_so_a_hanging_plugin_fills_only_its_own_lane()
    {
        Task<HttpResponseMessage>[] asked = [_host.PostAsync("/in/throws-per-message/block"), _host.PostAsync("/in/throws-per-message/block")];
        await Probe.Until(() => _host.Time.PendingTimers == 2, "both calls to be under way");
        _host.Time.Advance(TimeSpan.FromSeconds(3));
        foreach (var answer in await Task.WhenAll(asked)) answer.Dispose();

        using var third = await _host.PostAsync("/in/throws-per-message/well");
        (await third.ProblemAsync()).ShouldBe("503 plugin-busy");
        third.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        using var neighbour = await _host.PostAsync("/in/echo/say/hi");
        neighbour.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Three_faults_in_a_row_degrade_and_one_success_restores()
    {
        for (var i = 0; i < 3; i++) (await _host.PostAsync("/in/throws-per-message/throw")).Dispose();
        (Plugin.State, Plugin.Status.Stage, Plugin.Status.Message).ShouldBe((PluginState.Degraded, "receive", "InvalidOperationException: This plugin throws."));
        (await _host.PostAsync("/in/throws-per-message/well")).Dispose();
        (Plugin.State, Plugin.Status.Message).ShouldBe((PluginState.Started, null));
    }

    [Fact]
    public async Task A_row_of_faults_is_logged_when_it_begins_and_when_it_counts()
    {
        for (var i = 0; i < 20; i++) (await _host.PostAsync("/in/throws-per-message/throw")).Dispose();
        _host.Log.Lines.Count(l => l.Message.Contains("throws-per-message failed", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_send_that_throws_is_unknown_and_five_in_a_row_rest_the_plugin_for_half_a_minute()
    {
        for (var i = 0; i < 5; i++) (await SendAsync("bad")).ShouldBe(new SendResult.Unknown("plugin-fault"));
        (await SendAsync("well")).ShouldBe(new SendResult.Retry(TimeSpan.FromSeconds(30), "plugin-resting"));

        _host.Time.Advance(TimeSpan.FromSeconds(30));
        (await SendAsync("bad")).ShouldBe(new SendResult.Unknown("plugin-fault"), "one send tries");
        (await SendAsync("well")).ShouldBeOfType<SendResult.Retry>("and its failure closes the way again");

        _host.Time.Advance(TimeSpan.FromSeconds(30));
        (await SendAsync("well")).ShouldBeOfType<SendResult.Sent>();
        (await SendAsync("bad")).ShouldBeOfType<SendResult.Unknown>("the count began anew");
        (await SendAsync("well")).ShouldBeOfType<SendResult.Sent>();
    }

    [Fact]
    public async Task Pull_and_lookup_throw_one_kind_of_exception()
    {
        var token = TestContext.Current.CancellationToken;
        (await Should.ThrowAsync<PluginCallException>(() => Plugin.PullAsync(new PullRequest("s", null, null, null), token))).Code.ShouldBe("plugin-fault");
        (await Should.ThrowAsync<PluginCallException>(() => Plugin.FindAsync("a", token))).Code.ShouldBe("plugin-fault");
        var echo = _host.Plugin("echo");
        (await echo.PullAsync(new PullRequest("s", null, null, null), token)).NextCursor.ShouldBe("s");
        (await echo.FindAsync("nobody", token)).ShouldBeNull();
        echo.Sources.Single().Key.ShouldBe("source");
    }

    [Fact]
    public async Task A_background_service_that_ends_in_an_exception_degrades_for_good()
    {
        (await _host.PostAsync("/in/throws-per-message/crash")).Dispose();
        await Probe.Until(() => Plugin.State == PluginState.Degraded, "the worker's end to be noticed");
        (await _host.PostAsync("/in/throws-per-message/well")).IsSuccessStatusCode.ShouldBeTrue();
        (Plugin.State, Plugin.Status.Stage, Plugin.Status.Message).ShouldBe((PluginState.Degraded, "background", "InvalidOperationException: The worker throws."));
    }

    [Fact]
    public async Task A_caller_that_goes_away_is_nobodys_fault()
    {
        var call = Plugin.FindAsync("a", new CancellationToken(canceled: true));
        await Should.ThrowAsync<OperationCanceledException>(call);
        Plugin.Counters.Faults.ShouldBe(0);
    }

    private Task<SendResult> SendAsync(string text) => Plugin.SendAsync(
        new OutboundMessage("1", "to", text, null, new Dictionary<string, string>(), [], "en", null, 1), TestContext.Current.CancellationToken);
}
