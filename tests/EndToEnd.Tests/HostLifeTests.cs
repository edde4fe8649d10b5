using System.Net;
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
