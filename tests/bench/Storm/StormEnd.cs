using System.Net.Http.Json;
using System.Text.Json;
using Crm.Tests.Support;

namespace Crm.Bench.Storm;

/// <summary>Lets everything that waits end on a platform that is well, asks for the account, and ends the host politely.</summary>
internal static class StormEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <returns>What was not as it must be.</returns>
    public static async Task<List<string>> RunAsync(HostProcess host, FakePlatform platform)
    {
        var violations = new List<string>();
        platform.Faults.Over = true;
        try
        {
            await Probe.Until(() => IsQuietAsync(host), "everything to be handled and sent", Patience);
        }
        catch (TimeoutException e)
        {
            violations.Add(e.Message);
        }

        var account = await GetAsync(host, "conservation");
        if (account.GetProperty("unexplained").GetInt64() != 0 || account.GetProperty("pending").GetInt64() != 0)
            violations.Add($"conservation: {account}");
        if (await host.StopAsync() is not 0 and var code)
            violations.Add($"the host ended with {code}");
        return violations;
    }

    private static async Task<bool> IsQuietAsync(HostProcess host) =>
        !(await GetAsync(host, "pulls")).GetProperty("items").EnumerateArray().Any(source => source.GetProperty("state").GetString() == "waiting")
        && (await GetAsync(host, "conservation")).GetProperty("pending").GetInt64() == 0
        && await IsEmptyAsync(host, "queued") && await IsEmptyAsync(host, "sending");

    private static async Task<bool> IsEmptyAsync(HostProcess host, string state) =>
        (await GetAsync(host, $"deliveries?state={state}&limit=1")).GetProperty("items").GetArrayLength() == 0;

    private static async Task<JsonElement> GetAsync(HostProcess host, string path) =>
        await host.Client.GetFromJsonAsync<JsonElement>(new Uri($"api/v1/{path}", UriKind.Relative));
}
