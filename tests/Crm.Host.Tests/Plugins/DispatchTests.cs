using System.Net;
using System.Net.Http.Headers;

namespace Crm.Host.Tests.Plugins;

public sealed class DispatchTests : IAsyncLifetime
{
    private PluginTestHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await PluginTestHost.StartAsync(["echo"], ("Crm:Plugins:PerIpPerMinute", "2"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_answer_is_built_from_what_was_stored()
    {
        using var answer = await _host.PostAsync("/in/echo/say/hi?q=1", "body");
        (await answer.TextAsync()).ShouldBe("echo hi body - inquiry-1");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        _host.Sink.Items.Single().Channel.ShouldBe("echo");
    }

    [Theory]
    [InlineData("/in/nobody/say/hi", "404 plugin-unknown")]
    [InlineData("/v3/directline/conversations", "404 route-unknown")]
    public async Task An_unknown_path_is_404(string path, string problem)
    {
        using var answer = await _host.Http.DeleteAsync(path, TestContext.Current.CancellationToken);
        (await answer.ProblemAsync()).ShouldBe(problem);
    }

    [Fact]
    public async Task A_path_that_neither_routes_nor_endpoints_know_is_404() =>
        (await StatusAsync("/in/echo/else")).ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_wrong_method_is_405_and_names_the_right_one()
    {
        using var answer = await _host.Http.DeleteAsync("/in/echo/say/hi", TestContext.Current.CancellationToken);
        (await answer.ProblemAsync()).ShouldBe("405 method-not-allowed");
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Theory]
    [InlineData(1024, false, HttpStatusCode.OK)]
    [InlineData(1024, true, HttpStatusCode.OK)]
    [InlineData(1025, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1025, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(200_000, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_may_reach_the_routes_limit_and_no_further(int length, bool chunked, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/in/echo/say/long") { Content = new StringContent(new string('x', length)) };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status);
        if (status != HttpStatusCode.OK) (await answer.ProblemAsync()).ShouldBe("413 body-too-large");
        _host.Sink.Items.Count.ShouldBe(status == HttpStatusCode.OK ? 1 : 0);
    }

    [Theory]
    [InlineData(null, "401 invalid-api-key")]
    [InlineData("unknown", "401 invalid-api-key")]
    [InlineData("narrow", "403 scope-missing")]
    [InlineData("hasty", "429 rate-limited")]
    public async Task A_keyed_route_refuses_without_a_good_key(string? key, string problem)
    {
        using var answer = await KeyedAsync(key);
        (await answer.ProblemAsync()).ShouldBe(problem);
        _host.Sink.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_plugin_learns_the_keys_id_and_never_the_key()
    {
        using var answer = await KeyedAsync("good");
        (await answer.TextAsync()).ShouldBe("echo keyed body key-for-in:echo inquiry-1");
        answer.Headers.GetValues("X-Authorization-Seen").ShouldBe(["False"]);
    }

    [Fact]
    public async Task An_open_route_is_limited_by_address_and_opens_again_after_the_minute()
    {
        List<HttpStatusCode> seen = [];
        for (var i = 0; i < 3; i++) seen.Add(await StatusAsync("/in/echo/open"));
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        seen.Add(await StatusAsync("/in/echo/open"));
        seen.ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK]);
    }

    [Fact]
    public async Task An_alias_leads_to_the_route_that_claims_it()
    {
        using var answer = await _host.PostAsync("/api/messages", "activity");
        (await answer.TextAsync()).ShouldBe("echo messages activity - inquiry-1");
    }

    [Fact]
    public async Task A_busy_store_asks_to_come_again()
    {
        _host.Sink.Busy = true;
        using var answer = await _host.PostAsync("/in/echo/say/hi");
        (await answer.ProblemAsync()).ShouldBe("503 capture-busy");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        _host.Plugin("echo").Counters.Faults.ShouldBe(0);
    }

    [Fact]
    public async Task Own_endpoints_run_with_the_plugins_container_and_may_use_the_hosts_names()
    {
        (await _host.Http.GetStringAsync("/in/echo/page/one", TestContext.Current.CancellationToken)).ShouldBe("echo one 1");
        (await StatusAsync("/health")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_endpoint_that_throws_is_the_plugins_fault_only()
    {
        using var answer = await _host.Http.GetAsync("/in/echo/throw", TestContext.Current.CancellationToken);
        (await answer.ProblemAsync()).ShouldBe("500 plugin-fault");
        (await StatusAsync("/health")).ShouldBe(HttpStatusCode.OK);
        _host.Plugin("echo").Counters.Faults.ShouldBe(1);
    }

    [Fact]
    public async Task No_query_string_reaches_the_log()
    {
        using var answer = await _host.PostAsync("/in/echo/say/hi?phone=planted-13800138000");
        using var wrong = await _host.Http.GetAsync("/in/echo/throw?phone=planted-13800138000", TestContext.Current.CancellationToken);
        _host.Log.Lines.Where(l => l.Category.StartsWith("Crm.", StringComparison.Ordinal)).ShouldNotBeEmpty();
        _host.Log.Lines.Where(l => !l.Category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            .ShouldAllBe(l => !l.Message.Contains("planted", StringComparison.Ordinal));
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _host.Http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> KeyedAsync(string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/in/echo/keyed") { Content = new StringContent("body") };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
