using Crm.Tests.Support;

namespace EndToEnd.Tests;

/// <summary>spec/bot.md 5 and 7: the client web pages use, in both of its versions, against the host as it ships.</summary>
public class DirectLineTests
{
    [Fact]
    public async Task The_real_client_finds_everything_it_expects_of_a_Direct_Line_host()
    {
        DirectLineChecks.SkipIfMissing();
        await using var host = await HostProcess.StartAsync(DirectLineChecks.Settings);
        var report = await DirectLineChecks.RunAsync(host, "basic slow");
        report.Where(line => line.StartsWith("not ok", StringComparison.Ordinal)).ShouldBeEmpty();
        report.Count.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task A_host_killed_between_post_and_reconnect_loses_nothing_and_uses_no_id_twice()
    {
        DirectLineChecks.SkipIfMissing();
        await using var host = await HostProcess.StartAsync(DirectLineChecks.Settings);
        var report = await DirectLineChecks.RunAsync(host, "kill", async _ =>
        {
            await host.KillAsync();
            await host.StartAgainAsync();
        });
        report.ShouldHaveSingleItem().ShouldStartWith("ok ");
    }

    [Fact]
    public async Task A_host_that_stops_ends_its_sockets_at_once_and_they_come_back()
    {
        DirectLineChecks.SkipIfMissing();
        await using var host = await HostProcess.StartAsync(DirectLineChecks.Settings);
        var report = await DirectLineChecks.RunAsync(host, "stop", async _ =>
        {
            (await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(15))).ShouldBe(0);
            await host.StartAgainAsync();
        });
        report.ShouldHaveSingleItem().ShouldStartWith("ok ");
    }

    [Fact]
    public async Task On_PostgreSQL_a_conversation_lives_on_two_nodes_at_once()
    {
        DirectLineChecks.SkipIfMissing();
        if (!TestEnvironment.IsCi) Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var settings = new Dictionary<string, string>(DirectLineChecks.Settings)
        {
            ["Crm__Store__Provider"] = "postgres", ["Crm__Store__ConnectionString"] = database.ConnectionString,
            // Long, so that only a word between the nodes explains a quick arrival.
            ["Crm__Plugins__chatbot__Settings__DirectLine__KeepAliveSeconds"] = "30",
        };
        await using var first = await HostProcess.StartAsync(settings);
        await using var second = await HostProcess.StartAsync(settings);
        var report = await DirectLineChecks.RunAsync(first, "nodes", other: second);
        report.Where(line => line.StartsWith("not ok", StringComparison.Ordinal)).ShouldBeEmpty();
        report.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Without_a_secret_it_answers_503_with_a_code_and_the_host_is_well()
    {
        await using var host = await HostProcess.StartAsync();
        using var answer = await host.Client.PostAsync(new Uri("/v3/directline/conversations", UriKind.Relative), null, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(503);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("DirectLineNotConfigured");
    }
}
