using Crm.Plugins.Core.Accounts;

namespace Crm.Host.Tests.Auth;

public sealed class UserApiTests
{
    [Theory]
    [InlineData("admin", 200, 200, 200)]
    [InlineData("lead", 200, 403, 403)]
    [InlineData("agent", 403, 403, 403)]
    public async Task Each_role_sees_what_is_its_own(string role, int users, int tokens, int audit)
    {
        await using var host = await ApiHost.StartAsync();
        var person = await host.SignInAsync("person", role);
        (await person.GetAsync("/api/v1/users")).Status.ShouldBe(users);
        (await person.GetAsync("/api/v1/tokens")).Status.ShouldBe(tokens);
        (await person.GetAsync("/api/v1/audit")).Status.ShouldBe(audit);
        var made = await person.PostAsync("/api/v1/users", new { userName = "new.one", displayName = "New", role = "agent", password = "long enough it is" });
        made.Status.ShouldBe(role == "admin" ? 201 : 403);
        if (role != "admin") made.ShouldBeProblem(403, "forbidden");
        (await person.PostTextAsync("/api/v1/tokens", """{"name":"x","scopes":["*"]}""")).Status.ShouldBe(role == "admin" ? 201 : 403);
    }

    [Theory]
    [InlineData("""{"userName":"a","role":"agent","password":"long enough it is"}""", 422, "bad-user-name")]
    [InlineData("""{"userName":"a b","role":"agent","password":"long enough it is"}""", 422, "bad-user-name")]
    [InlineData("""{"userName":"new","role":"agent"}""", 422, "bad-password")]
    [InlineData("""{"userName":"new","role":"agent","password":"elevenchars"}""", 422, "bad-password")]
    [InlineData("""{"userName":"new","role":"boss","password":"long enough it is"}""", 422, "bad-role")]
    [InlineData("""{"userName":"new","role":"dealer","password":"long enough it is"}""", 422, "unknown-dealer")]
    [InlineData("""{"userName":"new","role":"agent","dealerId":"d","password":"long enough it is"}""", 422, "bad-dealer")]
    [InlineData("""{"userName":"new","role":"agent","locale":"xx","password":"long enough it is"}""", 422, "bad-locale")]
    [InlineData("""{"userName":"ＴＡＫＥＮ","role":"agent","password":"long enough it is"}""", 409, "user-name-taken")]
    public async Task Unfit_users_are_refused_with_what_is_wrong(string body, int status, string code)
    {
        await using var host = await ApiHost.StartAsync();
        await host.Users.CreateAsync(new NewUser("taken", "Taken", "agent"), ApiHost.Password);
        (await host.Automation().PostTextAsync("/api/v1/users", body)).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task A_change_from_an_old_version_is_refused_with_the_present_one()
    {
        await using var host = await ApiHost.StartAsync();
        var user = await host.Users.CreateAsync(new NewUser("agent", "Agent", "agent"), ApiHost.Password);
        var path = "/api/v1/users/" + user.Id;
        (await host.Automation().PatchAsync(path, new { displayName = "Second" }, "\"1\"")).Json.GetProperty("version").GetInt64().ShouldBe(2);
        var refused = await host.Automation().PatchAsync(path, new { displayName = "Third" }, "\"1\"");
        refused.ShouldBeProblem(412, "version-conflict");
        refused.Json.GetProperty("version").GetInt64().ShouldBe(2);
        (await host.Automation().PatchAsync(path, new { displayName = "Fourth" })).Status.ShouldBe(200);
        (await host.Automation().PatchAsync("/api/v1/users/none", new { displayName = "Fifth" })).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var host = await ApiHost.StartAsync();
        var first = await host.Users.CreateAsync(new NewUser("first", "First", "admin"), ApiHost.Password);
        (await host.Automation().PatchAsync("/api/v1/users/" + first.Id, new { active = false })).ShouldBeProblem(409, "last-admin");
        (await host.Automation().PatchAsync("/api/v1/users/" + first.Id, new { role = "lead" })).ShouldBeProblem(409, "last-admin");
        await host.Users.CreateAsync(new NewUser("second", "Second", "admin"), ApiHost.Password);
        (await host.Automation().PatchAsync("/api/v1/users/" + first.Id, new { active = false })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_audit_tells_who_did_what_and_no_secret()
    {
        await using var host = await ApiHost.StartAsync();
        var admin = await host.SignInAsync("boss", "admin");
        var made = await admin.PostAsync("/api/v1/users", new { userName = "new.one", displayName = "New", role = "agent", password = "planted-password-1" });
        await admin.PatchAsync("/api/v1/users/" + made.Text("id"), new { password = "planted-password-2", active = false });
        var token = await admin.PostTextAsync("/api/v1/tokens", """{"name":"feed","scopes":["*"]}""");

        var audit = await admin.GetAsync("/api/v1/audit");
        audit.Json.GetProperty("items").EnumerateArray().Select(e => $"{e.GetProperty("actorName")} {e.GetProperty("action")} {e.GetProperty("detail")}")
            .Take(4).ShouldBe(["boss token.created role agent, scopes *", "boss user.changed password, disabled", "boss user.created role agent", "boss session.started "]);
        foreach (var text in new[] { audit.Body, host.Log.Text, made.Body })
        {
            text.ShouldNotContain("planted-password");
            text.ShouldNotContain(token.Text("token")!);
        }

        (await admin.GetAsync("/api/v1/audit?subject=" + made.Text("id"))).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Lists_go_on_where_the_page_before_ended()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 5; i++) await host.Users.CreateAsync(new NewUser("user" + i, null, "agent"), ApiHost.Password);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await host.Automation().GetAsync($"/api/v1/users?limit=2&cursor={cursor}");
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("userName").GetString()!));
            cursor = page.Json.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        seen.ShouldBe(["user4", "user3", "user2", "user1", "user0"]);
    }
}
