using Crm.Plugins.Core.Accounts;
using Crm.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Host.Tests.Auth;

/// <summary>W-11 and W-12: keys for machines.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_new_token_is_shown_once_and_works()
    {
        await using var host = await ApiHost.StartAsync();
        var made = await host.Automation().PostTextAsync("/api/v1/tokens", """{"name":"Dealer feed","scopes":["leads:read"]}""");
        made.Status.ShouldBe(201);
        var secret = made.Text("token")!;
        secret.ShouldStartWith("crmk_live_");
        (await host.With(secret).GetAsync("/api/v1/leads")).Status.ShouldBe(200);

        var list = await host.Automation().GetAsync("/api/v1/tokens");
        list.Body.ShouldContain(secret[^4..]);
        list.Body.ShouldNotContain(secret[10..40]);
        list.Body.ShouldNotContain(TokenSecret.Hash(secret));
    }

    [Theory]
    [InlineData("leads:read", "GET", "leads", 200)]
    [InlineData("leads:read", "POST", "leads", 403)]
    [InlineData("leads:write", "POST", "leads", 200)]
    [InlineData("leads:write", "POST", "complaints", 403)]
    [InlineData("callbacks:write", "POST", "callbacks", 200)]
    [InlineData("callbacks:write", "GET", "leads", 403)]
    [InlineData("complaints:read", "GET", "complaints", 200)]
    [InlineData("inquiries:write", "POST", "inquiries", 200)]
    [InlineData("inquiries:write", "GET", "users", 403)]
    [InlineData("leads:read", "GET", "dealers", 200)]
    [InlineData("leads:read", "POST", "dealers", 403)]
    [InlineData("leads:read", "GET", "tokens", 403)]
    [InlineData("leads:write", "GET", "deliveries", 403)]
    [InlineData("*", "GET", "tokens", 200)]
    [InlineData("*", "POST", "complaints", 200)]
    public async Task A_scope_opens_its_routes_and_no_others(string scope, string method, string resource, int status)
    {
        await using var host = await ApiHost.StartAsync();
        var (_, secret) = await host.TokenAsync(scope);
        var answer = await host.With(secret).SendAsync(new HttpMethod(method), "/api/v1/" + resource);
        answer.Status.ShouldBe(status);
        if (status == 403) answer.ShouldBeProblem(403, "scope-missing");
    }

    [Fact]
    public async Task A_token_has_the_role_and_dealer_it_was_given()
    {
        await using var host = await ApiHost.StartAsync();
        var (_, agent) = await host.TokenAsync(new NewToken("agent", ["*"]));
        (await host.With(agent).GetAsync("/api/v1/admins")).ShouldBeProblem(403, "forbidden");
        (await host.With(agent).GetAsync("/api/v1/who")).Text("isAutomation").ShouldBe("True");
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        var (id, secret) = await host.TokenAsync("*");
        (await host.With(secret).GetAsync("/api/v1/who")).Status.ShouldBe(200);
        (await host.Automation().DeleteAsync("/api/v1/tokens/" + id)).Status.ShouldBe(204);
        (await host.With(secret).GetAsync("/api/v1/who")).ShouldBeProblem(401, "invalid-api-key");
        (await host.With(secret).PostAsync("/in/web-form")).Body.ShouldBe("Refused");
        (await host.Automation().DeleteAsync("/api/v1/tokens/" + id)).Status.ShouldBe(204);
        (await host.Automation().DeleteAsync("/api/v1/tokens/none")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task One_revoked_by_another_node_is_refused_within_a_minute_and_an_expired_one_to_the_second()
    {
        await using var host = await ApiHost.StartAsync();
        var (_, secret) = await host.TokenAsync("*");
        var (_, brief) = await host.TokenAsync(new NewToken("brief", ["*"], ExpiresAt: "2026-03-02T02:00:10Z"));
        (await host.With(secret).GetAsync("/api/v1/who")).Status.ShouldBe(200);
        (await host.With(brief).GetAsync("/api/v1/who")).Status.ShouldBe(200);
        await host.BehindTheBackAsync("update api_token set revoked_at = 1 where name = 'test'");
        host.Time.Advance(TimeSpan.FromSeconds(10));
        (await host.With(brief).GetAsync("/api/v1/who")).Status.ShouldBe(401);
        host.Time.Advance(TimeSpan.FromSeconds(40));
        (await host.With(secret).GetAsync("/api/v1/who")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task The_limit_of_a_token_counts_api_and_intake_together_and_refills()
    {
        await using var host = await ApiHost.StartAsync();
        var (id, secret) = await host.TokenAsync(new NewToken("busy", ["*"], PerMinute: 60, Burst: 2));
        (await host.With(secret).GetAsync("/api/v1/who")).Status.ShouldBe(200);
        (await host.With(secret).PostAsync("/in/web-form")).Body.ShouldBe("Accepted " + id);
        (await host.With(secret).PostAsync("/in/web-form")).Body.ShouldBe($"RateLimited {id} 1");
        var refused = await host.With(secret).GetAsync("/api/v1/who");
        refused.ShouldBeProblem(429, "rate-limited");
        refused.Headers["Retry-After"].ShouldBe("1");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await host.With(secret).GetAsync("/api/v1/who")).Status.ShouldBe(200);
        (await host.With(secret).GetAsync("/api/v1/who")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Without_limits_of_its_own_a_token_has_the_configured_ones()
    {
        await using var host = await ApiHost.StartAsync(new Dictionary<string, string?> { ["Crm:Api:RateLimit:Burst"] = "3" });
        var (_, secret) = await host.TokenAsync("*");
        for (var i = 0; i < 3; i++) (await host.With(secret).GetAsync("/api/v1/who")).Status.ShouldBe(200);
        (await host.With(secret).GetAsync("/api/v1/who")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task The_last_use_is_noted_once_a_minute()
    {
        await using var host = await ApiHost.StartAsync();
        var (id, secret) = await host.TokenAsync("*");
        async Task<long> LastUseAsync() => (await host.Services.GetRequiredService<ApiTokens>().GetAsync(id))!.LastUsedAt ?? 0;
        var start = host.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await host.With(secret).GetAsync("/api/v1/who");
        await Probe.Until(async () => await LastUseAsync() == start, "the first use");

        host.Time.Advance(TimeSpan.FromSeconds(30));
        await host.With(secret).GetAsync("/api/v1/who");
        host.Time.Advance(TimeSpan.FromSeconds(30));
        await host.With(secret).GetAsync("/api/v1/who");
        await Probe.Until(async () => await LastUseAsync() == start + 60_000, "the use a minute later");
    }

    [Theory]
    [InlineData("web-form", "in:web-form", "Accepted")]
    [InlineData("web-form", "inquiries:write", "Accepted")]
    [InlineData("web-form", "*", "Accepted")]
    [InlineData("web-form", "in:dealer-portal", "Forbidden")]
    [InlineData("web-form", "leads:write", "Forbidden")]
    public async Task Intake_takes_tokens_with_the_scope_for_it(string plugin, string scope, string outcome)
    {
        await using var host = await ApiHost.StartAsync();
        var (id, secret) = await host.TokenAsync(scope);
        (await host.With(secret).PostAsync("/in/" + plugin)).Body.ShouldBe($"{outcome} {id}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("crmk_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Intake_refuses_no_key_and_an_unknown_key(string? token)
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.Anonymous();
        client.Token = token;
        (await client.PostAsync("/in/web-form")).Body.ShouldBe("Refused");
    }

    [Theory]
    [InlineData("""{"scopes":["*"]}""", "missing-name")]
    [InlineData("""{"name":"x"}""", "bad-scopes")]
    [InlineData("""{"name":"x","scopes":[]}""", "bad-scopes")]
    [InlineData("""{"name":"x","scopes":["leads:all"]}""", "bad-scopes")]
    [InlineData("""{"name":"x","scopes":["in:a b"]}""", "bad-scopes")]
    [InlineData("""{"name":"x","scopes":[null]}""", "bad-scopes")]
    [InlineData("""{"name":"x","scopes":["*"],"role":"king"}""", "bad-role")]
    [InlineData("""{"name":"x","scopes":["*"],"role":"dealer"}""", "bad-dealer")]
    [InlineData("""{"name":"x","scopes":["*"],"role":"dealer","dealerId":"none"}""", "unknown-dealer")]
    [InlineData("""{"name":"x","scopes":["*"],"perMinute":0}""", "bad-rate")]
    [InlineData("""{"name":"x","scopes":["*"],"expiresAt":"2020-01-01T00:00:00Z"}""", "bad-expiry")]
    public async Task Unfit_tokens_are_refused_with_what_is_wrong(string body, string code)
    {
        await using var host = await ApiHost.StartAsync();
        (await host.Automation().PostTextAsync("/api/v1/tokens", body)).ShouldBeProblem(422, code);
    }
}
