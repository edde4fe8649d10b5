using System.Net;
using System.Text.Json;
using Crm.Tests.Support;

namespace EndToEnd.Tests;

public class HostLifeTests
{
    [Fact]
    public async Task The_built_host_starts_on_an_empty_folder_becomes_ready_and_ends_politely()
    {
        await using var host = await HostProcess.StartAsync();
        (await Status(host, "health/live")).ShouldBe(HttpStatusCode.OK);
        (await Status(host, "health/ready")).ShouldBe(HttpStatusCode.OK);
        (await host.StopAsync()).ShouldBe(0, host.Log);
    }

    [Fact]
    public async Task A_bootstrap_token_that_is_too_short_ends_the_host_with_code_2_and_one_sentence()
    {
        var settings = new Dictionary<string, string> { ["Crm__Auth__BootstrapToken"] = "planted-short-one" };
        var said = (await Should.ThrowAsync<InvalidOperationException>(() => HostProcess.StartAsync(settings))).Message;
        said.ShouldContain("ended with 2");
        said.ShouldContain("write at least 32");
        said.ShouldNotContain("   at ");
        said.ShouldNotContain("planted-short-one");
    }

    [Fact]
    public async Task Instants_of_plugins_have_milliseconds_as_everywhere()
    {
        await using var host = await HostProcess.StartAsync();
        using var list = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("api/v1/plugins", UriKind.Relative), TestContext.Current.CancellationToken));
        foreach (var plugin in list.RootElement.GetProperty("items").EnumerateArray())
            plugin.GetProperty("since").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    }

    [Fact]
    public async Task After_kill_9_the_host_starts_again_on_the_same_store_at_once()
    {
        await using var host = await HostProcess.StartAsync();
        await host.KillAsync();
        await host.StartAgainAsync();
        (await Status(host, "health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> Status(HostProcess host, string path)
    {
        using var answer = await host.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
