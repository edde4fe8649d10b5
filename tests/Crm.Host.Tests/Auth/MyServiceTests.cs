using Crm.Plugins.Contract;
using Crm.Plugins.Core;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Crm.Host.Tests.Auth;

/// <summary>The customer's page at the door: the link, the cookie, and what they do not open.</summary>
public sealed class MyServiceTests
{
    [Fact]
    public async Task A_link_opens_a_session_that_opens_the_page_and_nothing_of_our_own_people()
    {
        await using var host = await StartAsync();
        var (client, opened) = await OpenAsync(host, "13800138000");
        opened.Status.ShouldBe(200, opened.Body);
        var cookie = opened.SetCookies.ShouldHaveSingleItem();
        foreach (var part in new[] { "crm_my=", "httponly", "samesite=strict", "path=/api/my" }) cookie.ShouldContain(part);
        var page = await client.GetAsync("/api/my");
        (page.Status, page.Headers["Cache-Control"]).ShouldBe((200, "no-store"), page.Body);
        page.Text("phone").ShouldBe("138****8000");
        (await client.GetAsync("/api/v1/users")).ShouldBeProblem(401, "not-signed-in");
    }

    [Fact]
    public async Task The_cookie_of_our_own_people_does_not_open_a_customers_page()
    {
        await using var host = await StartAsync();
        var agent = await host.SignInAsync("agent", "agent");
        (await agent.GetAsync("/api/my")).ShouldBeProblem(401, "my-session-needed");
        (await host.Automation().GetAsync("/api/my")).ShouldBeProblem(401, "my-session-needed");
    }

    [Fact]
    public async Task A_change_needs_the_csrf_token_of_this_very_session()
    {
        await using var host = await StartAsync();
        var (client, opened) = await OpenAsync(host, "13800138000");
        (await client.PostAsync("/api/my/locale", new { locale = "en" })).ShouldBeProblem(403, "csrf");
        client.Csrf = (await OpenAsync(host, "13800138001")).Opened.Text("csrfToken");
        (await client.PostAsync("/api/my/locale", new { locale = "en" })).ShouldBeProblem(403, "csrf");
        client.Csrf = opened.Text("csrfToken");
        (await client.PostAsync("/api/my/locale", new { locale = "en" })).Text("locale").ShouldBe("en");
    }

    [Fact]
    public async Task A_wrong_an_old_and_a_revoked_link_say_what_to_do()
    {
        await using var host = await StartAsync();
        var (id, token) = await CustomerAsync(host, "13800138000");
        (await host.Anonymous().PostAsync("/api/my/session", new { token = token[..^2] + "AA" })).ShouldBeProblem(401, "link-unknown");
        (await host.Anonymous().PostAsync("/api/my/session", new { })).ShouldBeProblem(401, "link-unknown");
        await host.Services.GetRequiredService<Writer>().WriteAsync(unit => MyLinks.Revoke(unit, id, "test"));
        (await host.Anonymous().PostAsync("/api/my/session", new { token })).ShouldBeProblem(410, "link-revoked");
        host.Time.Advance(TimeSpan.FromDays(40));
        (await host.Anonymous().PostAsync("/api/my/session", new { token })).ShouldBeProblem(410, "link-expired");
    }

    [Fact]
    public async Task An_open_page_closes_when_the_links_are_taken_back_when_its_hour_is_over_and_by_itself()
    {
        await using var host = await StartAsync();
        var (client, opened) = await OpenAsync(host, "13800138000");
        client.Csrf = opened.Text("csrfToken");
        (await client.DeleteAsync("/api/my/session")).Status.ShouldBe(204);
        (await client.GetAsync("/api/my")).ShouldBeProblem(401, "my-session-needed");
        client = (await OpenAsync(host, "13800138000")).Client;
        host.Time.Advance(TimeSpan.FromMinutes(61));
        (await client.GetAsync("/api/my")).ShouldBeProblem(401, "my-session-needed");
        client = (await OpenAsync(host, "13800138000")).Client;
        (await client.GetAsync("/api/my")).Status.ShouldBe(200);
        await host.BehindTheBackAsync("insert into my_access (customer_id, generation, revoked_at, revoked_by) select id, 1, 0, '' from customer");
        (await client.GetAsync("/api/my")).ShouldBeProblem(401, "my-session-needed");
    }

    [Fact]
    public async Task Trying_links_and_asking_without_end_is_slowed_down()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 30; i++) (await host.Anonymous().PostAsync("/api/my/session", new { token = "x" })).Status.ShouldBe(401);
        var stopped = await host.Anonymous().PostAsync("/api/my/session", new { token = "x" });
        stopped.ShouldBeProblem(429, "rate-limited");
        int.Parse(stopped.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var (client, _) = await OpenAsync(host, "13800138000");
        for (var i = 0; i < 60; i++) (await client.GetAsync("/api/my/session")).Status.ShouldBe(200);
        (await client.GetAsync("/api/my/session")).ShouldBeProblem(429, "rate-limited");
    }

    [Fact]
    public async Task The_links_secret_is_in_no_log()
    {
        await using var host = await StartAsync();
        var (_, token) = await CustomerAsync(host, "13800138000");
        (await host.Anonymous().PostAsync("/api/my/session", new { token })).Status.ShouldBe(200);
        (await host.Anonymous().PostAsync("/api/my/session", new { token = token[..^1] })).Status.ShouldBe(401);
        host.Log.Text.ShouldNotContain(token[..20]);
    }

    private static Task<ApiHost> StartAsync() => ApiHost.StartAsync(new Dictionary<string, string?> { ["Crm:PublicUrl"] = "https://crm.example.com" }, builder =>
    {
        builder.Services.AddSingleton<IPluginOutbox, NoPlugins>().AddSingleton<IPluginReads, NoPlugins>();
        var clock = builder.Services.Last(service => service.ServiceType == typeof(TimeProvider));
        builder.Services.AddCrm(builder.Configuration).RemoveAll<IHostedService>();
        // Scheduling brings the machine's clock.
        builder.Services.Add(clock);
    });

    private static async Task<(Client Client, Answer Opened)> OpenAsync(ApiHost host, string phone)
    {
        var (_, token) = await CustomerAsync(host, phone);
        var client = host.Anonymous();
        return (client, await client.PostAsync("/api/my/session", new { token }));
    }

    private static async Task<(string Id, string Token)> CustomerAsync(ApiHost host, string phone)
    {
        await host.Services.GetRequiredService<SeedStore>().RunAsync();
        await host.Services.GetRequiredService<Capture>().CaptureAsync("web", [new InboundItem
        {
            DedupKey = phone, Kind = InboundKind.Form, OccurredAt = host.Time.Now, Raw = "{}"u8.ToArray(), Locale = "zh-CN", Fingerprint = phone,
            Form = new InquiryForm("callback", "王芳", phone, null, null, null, null, null, null, null, []),
        }], [], default);
        var id = (await host.Services.GetRequiredService<Database>().FirstAsync<string>("select id from customer where phone like @phone", new { phone = "%" + phone }))!;
        var url = await host.Services.GetRequiredService<Writer>().WriteAsync(unit => host.Services.GetRequiredService<MyLinks>().For(unit, id)!);
        return (id, url.Split('#')[1]);
    }

    private sealed class NoPlugins : IPluginOutbox, IPluginReads
    {
        public IReadOnlyList<(string Channel, ChannelAccount Account)> Accounts => [];

        public bool Offers<TReads>(string channel)
            where TReads : class => false;

        public string? Offering<TReads>()
            where TReads : class => null;

        public Task<TAnswer> AskAsync<TReads, TAnswer>(string channel, Func<TReads, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
            where TReads : class => throw new NotSupportedException();

        public bool Has(string channel) => false;

        public int Places(string channel) => 1;

        public Task<SendResult> SendAsync(string channel, OutboundMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ContactProfile?> FindAsync(string channel, string address, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<OperationResult> RunAsync(string channel, ChannelOperation operation, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
