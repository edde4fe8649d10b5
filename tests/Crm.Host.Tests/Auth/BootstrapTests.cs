using Crm.Host.Auth;

namespace Crm.Host.Tests.Auth;

public sealed class BootstrapTests
{
    [Fact]
    public async Task The_bootstrap_token_is_an_administrator_and_automation()
    {
        await using var host = await ApiHost.StartAsync();
        var who = await host.Automation().GetAsync("/api/v1/who");
        (who.Text("id"), who.Text("role"), who.Text("isAutomation")).ShouldBe(("bootstrap", "Admin", "True"));
    }

    [Theory]
    [InlineData(ApiHost.Bootstrap + "x")]
    [InlineData("bootstrap-token-for-tests-012345678")]
    [InlineData("x")]
    public async Task Anything_else_is_refused(string token)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.With(token).GetAsync("/api/v1/who");
        answer.ShouldBeProblem(401, "invalid-api-key");
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer");
    }

    [Fact]
    public void A_short_one_is_refused_at_the_start_with_what_to_write_and_without_repeating_it()
    {
        var message = Should.Throw<InvalidOperationException>(() => new BootstrapToken("short-secret")).Message;
        message.ShouldContain("Crm:Auth:BootstrapToken");
        message.ShouldContain("32");
        message.ShouldNotContain("short-secret");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_one_nothing_is_accepted(string? configured)
    {
        var token = new BootstrapToken(configured);
        token.Is("").ShouldBeFalse();
        token.Is("anything at all, whatever its length may be").ShouldBeFalse();
    }

    [Fact]
    public async Task It_has_no_rate_limit()
    {
        await using var host = await ApiHost.StartAsync(new Dictionary<string, string?> { ["Crm:Api:RateLimit:PerMinute"] = "1", ["Crm:Api:RateLimit:Burst"] = "1" });
        for (var i = 0; i < 20; i++)
        {
            (await host.Automation().GetAsync("/api/v1/who")).Status.ShouldBe(200);
            (await host.Automation().PostAsync("/in/web-form")).Body.ShouldBe("Accepted bootstrap");
        }
    }
}
