using Crm.Plugins.Core.Accounts;

namespace Crm.Host.Tests.Auth;

public sealed class SessionTests
{
    [Fact]
    public async Task Signing_in_answers_the_user_a_csrf_token_and_the_servers_time()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Users.CreateAsync(new NewUser("Li.Na", "李娜", "agent"), ApiHost.Password);
        var answer = await host.Anonymous().SignInAsync("li.na", ApiHost.Password);
        answer.Status.ShouldBe(200);
        answer.Body.ShouldContain("李娜");
        var user = answer.Json.GetProperty("user");
        (user.GetProperty("userName").GetString(), user.GetProperty("role").GetString(), user.GetProperty("locale").GetString()).ShouldBe(("li.na", "agent", "zh-CN"));
        answer.Text("csrfToken").ShouldNotBeNullOrEmpty();
        answer.Text("serverTime").ShouldBe("2026-03-02T02:00:00.000Z");
        answer.Body.ShouldNotContain("stamp", Case.Insensitive);
    }

    [Theory]
    [InlineData("http://localhost", false)]
    [InlineData("https://localhost", true)]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_secure_on_https(string address, bool secure)
    {
        await using var host = await ApiHost.StartAsync();
        await host.Users.CreateAsync(new NewUser("agent", "Agent", "agent"), ApiHost.Password);
        var cookie = (await host.Anonymous(address).SignInAsync("agent", ApiHost.Password)).SetCookies.ShouldHaveSingleItem();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.Contains("secure", StringComparison.Ordinal).ShouldBe(secure);
    }

    [Theory]
    [InlineData("agent", "wrong wrong wrong")]
    [InlineData("agent", "")]
    [InlineData("agent", null)]
    [InlineData("nobody", "correct horse battery")]
    [InlineData(null, null)]
    public async Task Wrong_name_and_wrong_password_are_answered_alike(string? name, string? password)
    {
        await using var host = await ApiHost.StartAsync();
        await host.Users.CreateAsync(new NewUser("agent", "Agent", "agent"), ApiHost.Password);
        var answer = await host.Anonymous().SignInAsync(name, password);
        answer.ShouldBeProblem(401, "invalid-credentials");
        answer.SetCookies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copied_cookie_is_refused_once_its_session_signed_out_and_other_devices_go_on()
    {
        await using var host = await ApiHost.StartAsync();
        var here = await host.SignInAsync("agent", "agent");
        var elsewhere = host.Anonymous();
        await elsewhere.SignInAsync("agent", ApiHost.Password);
        var thief = host.Anonymous();
        thief.Cookies.Add(here.Cookies.GetAllCookies());
        (await thief.GetAsync("/api/v1/who")).Status.ShouldBe(200);

        (await here.DeleteAsync("/api/v1/session")).Status.ShouldBe(204);
        (await thief.GetAsync("/api/v1/who")).ShouldBeProblem(401, "not-signed-in");
        (await elsewhere.GetAsync("/api/v1/who")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_failed_sign_in_is_audited_with_name_and_address_and_never_the_password()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Users.CreateAsync(new NewUser("agent", "Agent", "agent"), ApiHost.Password);
        await host.Anonymous().SignInAsync("agent", "planted-wrong-password");
        await host.Anonymous().SignInAsync("Nobody", "planted-wrong-password");
        var audit = (await host.Automation().GetAsync("/api/v1/audit")).Body;
        audit.ShouldContain("session.refused");
        audit.ShouldContain("name agent, address ");
        audit.ShouldContain("name nobody, address ");
        audit.ShouldNotContain("planted-wrong-password");
    }

    [Fact]
    public async Task The_session_can_be_read_again_with_the_same_csrf_token_and_ends_with_sign_out()
    {
        await using var host = await ApiHost.StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        var session = await agent.GetAsync("/api/v1/session");
        (session.Status, session.Text("csrfToken")).ShouldBe((200, agent.Csrf));

        (await agent.DeleteAsync("/api/v1/session")).Status.ShouldBe(204);
        (await agent.GetAsync("/api/v1/session")).ShouldBeProblem(401, "not-signed-in");
    }

    [Fact]
    public async Task A_token_has_no_session()
    {
        await using var host = await ApiHost.StartAsync();
        (await host.Automation().GetAsync("/api/v1/session")).ShouldBeProblem(401, "not-signed-in");
        (await host.Automation().PostAsync("/api/v1/session/password", new { })).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Writes_from_a_page_need_the_csrf_token_of_that_session()
    {
        await using var host = await ApiHost.StartAsync();
        var (one, other) = (await host.SignInAsync("one", "admin"), await host.SignInAsync("other", "admin"));
        (await one.PostAsync("/api/v1/leads")).Status.ShouldBe(200);

        one.Csrf = other.Csrf;
        (await one.PostAsync("/api/v1/leads")).ShouldBeProblem(403, "csrf");
        one.Csrf = null;
        (await one.PostAsync("/api/v1/leads")).ShouldBeProblem(403, "csrf");
        (await one.DeleteAsync("/api/v1/session")).ShouldBeProblem(403, "csrf");
        (await one.GetAsync("/api/v1/leads")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_bearer_token_needs_no_csrf_token_and_wins_over_the_cookie()
    {
        await using var host = await ApiHost.StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        agent.Csrf = null;
        agent.Token = ApiHost.Bootstrap;
        (await agent.PostAsync("/api/v1/leads")).Status.ShouldBe(200);
        (await agent.GetAsync("/api/v1/who")).Text("id").ShouldBe("bootstrap");
        agent.Token = "crmk_live_wrong";
        (await agent.GetAsync("/api/v1/who")).ShouldBeProblem(401, "invalid-api-key");
    }

    [Fact]
    public async Task A_session_slides_for_twelve_hours_and_then_is_over()
    {
        await using var host = await ApiHost.StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        for (var i = 0; i < 3; i++)
        {
            host.Time.Advance(TimeSpan.FromHours(7));
            (await agent.GetAsync("/api/v1/who")).Status.ShouldBe(200);
        }

        host.Time.Advance(TimeSpan.FromHours(13));
        (await agent.GetAsync("/api/v1/who")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_session_survives_a_restart()
    {
        var host = await ApiHost.StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        await using var again = await host.RestartAsync();
        var client = again.Anonymous();
        client.Cookies.Add(agent.Cookies.GetAllCookies());
        (await client.GetAsync("/api/v1/who")).Text("name").ShouldBe("agent");
    }
}
