using Crm.Plugins.Core.Accounts;

namespace Crm.Host.Tests.Auth;

public sealed class ThrottleTests
{
    [Theory]
    [InlineData("agent")]
    [InlineData("nobody")]
    public async Task Guessing_is_slowed_down_whether_the_name_exists_or_not_and_goes_on_later(string name)
    {
        await using var host = await ApiHost.StartAsync();
        await host.Users.CreateAsync(new NewUser("agent", "Agent", "agent"), ApiHost.Password);
        var client = host.Anonymous();
        for (var i = 0; i < 10; i++) (await client.SignInAsync(name, "wrong wrong wrong")).Status.ShouldBe(401);

        var refused = await client.SignInAsync(name, ApiHost.Password);
        refused.ShouldBeProblem(429, "too-many-attempts");
        int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);

        host.Time.Advance(TimeSpan.FromSeconds(61));
        (await client.SignInAsync(name, ApiHost.Password)).Status.ShouldBe(name == "agent" ? 200 : 401);
    }

    [Fact]
    public async Task Right_passwords_do_not_use_up_the_name()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Users.CreateAsync(new NewUser("agent", "Agent", "agent"), ApiHost.Password);
        for (var i = 0; i < 15; i++) (await host.Anonymous().SignInAsync("agent", ApiHost.Password)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task One_address_cannot_try_many_names()
    {
        await using var host = await ApiHost.StartAsync(new Dictionary<string, string?> { ["Crm:Auth:SignInsPerMinutePerIp"] = "5" });
        for (var i = 0; i < 5; i++) (await host.Anonymous().SignInAsync("name" + i, "wrong wrong wrong")).Status.ShouldBe(401);
        (await host.Anonymous().SignInAsync("another", "wrong wrong wrong")).ShouldBeProblem(429, "too-many-attempts");
    }
}
