namespace Crm.Host.Tests.Auth;

/// <summary>What ends the sessions of a user from outside.</summary>
public sealed class SessionEndTests
{
    [Theory]
    [InlineData("""{"active":false}""")]
    [InlineData("""{"password":"another fine password"}""")]
    [InlineData("""{"role":"lead"}""")]
    public async Task Disabling_a_user_or_changing_password_or_role_ends_the_sessions(string change)
    {
        await using var host = await ApiHost.StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        var id = (await agent.GetAsync("/api/v1/who")).Text("id");
        using var body = new StringContent(change, System.Text.Encoding.UTF8, "application/json");
        (await host.Automation().SendAsync(HttpMethod.Patch, "/api/v1/users/" + id, body)).Status.ShouldBe(200);
        (await agent.GetAsync("/api/v1/who")).ShouldBeProblem(401, "not-signed-in");
    }

    [Fact]
    public async Task A_new_display_name_does_not_end_them()
    {
        await using var host = await ApiHost.StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        var id = (await agent.GetAsync("/api/v1/who")).Text("id");
        (await host.Automation().PatchAsync("/api/v1/users/" + id, new { displayName = "New" })).Status.ShouldBe(200);
        var session = await agent.GetAsync("/api/v1/session");
        session.Json.GetProperty("user").GetProperty("displayName").GetString().ShouldBe("New");
    }

    [Fact]
    public async Task A_change_made_by_another_node_ends_them_within_a_minute()
    {
        await using var host = await ApiHost.StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        (await agent.GetAsync("/api/v1/who")).Status.ShouldBe(200);
        await host.BehindTheBackAsync("update user_account set active = 0, stamp = 'x'");
        host.Time.Advance(TimeSpan.FromSeconds(59));
        (await agent.GetAsync("/api/v1/who")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_disabled_user_cannot_sign_in()
    {
        await using var host = await ApiHost.StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        var id = (await agent.GetAsync("/api/v1/who")).Text("id");
        await host.Automation().PatchAsync("/api/v1/users/" + id, new { active = false });
        (await host.Anonymous().SignInAsync("agent", ApiHost.Password)).ShouldBeProblem(401, "invalid-credentials");
    }

    [Fact]
    public async Task Changing_ones_own_password_needs_the_old_one_and_ends_the_other_sessions_only()
    {
        await using var host = await ApiHost.StartAsync();
        var here = await host.SignInAsync("agent", "agent");
        var elsewhere = host.Anonymous();
        await elsewhere.SignInAsync("agent", ApiHost.Password);

        (await here.PostAsync("/api/v1/session/password", new { currentPassword = "wrong", newPassword = "a new long password" })).ShouldBeProblem(422, "wrong-password");
        (await here.PostAsync("/api/v1/session/password", new { currentPassword = ApiHost.Password, newPassword = "short" })).ShouldBeProblem(422, "bad-password");
        var changed = await here.PostAsync("/api/v1/session/password", new { currentPassword = ApiHost.Password, newPassword = "a new long password" });
        changed.Status.ShouldBe(200);
        here.Csrf = changed.Text("csrfToken");

        (await here.PostAsync("/api/v1/leads")).Status.ShouldBe(200);
        (await elsewhere.GetAsync("/api/v1/who")).Status.ShouldBe(401);
        (await host.Anonymous().SignInAsync("agent", ApiHost.Password)).Status.ShouldBe(401);
        (await host.Anonymous().SignInAsync("agent", "a new long password")).Status.ShouldBe(200);
    }
}
