using System.Net.Http.Json;
using System.Text.Json;
using Crm.Bench.Load;
using Crm.Tests.Support;

namespace Crm.Bench.Storm;

/// <summary>The Release host against the fake platform in a bad mood; exit code 1 on anything lost or doubled.</summary>
internal static class StormRun
{
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(150);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var options = StormOptions.Read(arguments);
        var ledger = new Ledger();
        await using var platform = await FakePlatform.StartAsync(options, ledger);
        await using var host = await LoadRun.StartAsync(StormCorp.Settings(platform.Url), arguments);
        using var sender = new CallbackSender(options, ledger, host.Url);
        var driver = new StormDriver(options, ledger, platform, sender);
        var cores = new Cores(host.ProcessId);
        await driver.RunAsync(TimeSpan.FromSeconds(options.Seconds), CancellationToken.None);
        var used = cores.Used();
        var peak = PeakMegabytes(host.ProcessId);
        await driver.DrainAsync();
        var violations = await EndAsync(host, platform);

        using var store = new StormStore(host.Folder, arguments.Text("connection"));
        violations.AddRange(new StormChecks(ledger, platform, store, 0).Run());
        new StormReport(options, ledger, platform, driver, sender, store, used, peak).Print(violations);
        return violations.Count == 0 ? 0 : 1;
    }

    /// <summary>Lets everything that waits end on a platform that is well, asks for the account, and ends the host politely.</summary>
    public static async Task<List<string>> EndAsync(HostProcess host, FakePlatform platform)
    {
        var violations = new List<string>();
        platform.Faults.Over = true;
        try
        {
            await Probe.Until(() => IsQuietAsync(host), "everything to be handled and sent", Ending);
        }
        catch (TimeoutException e)
        {
            violations.Add(e.Message);
        }

        var account = await LoadRun.ConservationAsync(host);
        if (account["unexplained"] != 0 || account["pending"] != 0)
            violations.Add($"conservation: {account["unexplained"]} unexplained, {account["pending"]} pending");
        if (await host.StopAsync() is not 0 and var code)
            violations.Add($"the host ended with {code}");
        return violations;
    }

    private static async Task<bool> IsQuietAsync(HostProcess host) =>
        (await LoadRun.ConservationAsync(host))["pending"] == 0 && await IsEmptyAsync(host, "queued") && await IsEmptyAsync(host, "sending");

    private static async Task<bool> IsEmptyAsync(HostProcess host, string state)
    {
        var page = await host.Client.GetFromJsonAsync<JsonElement>(new Uri($"api/v1/deliveries?state={state}&limit=1", UriKind.Relative));
        return page.GetProperty("items").GetArrayLength() == 0;
    }

    private static double PeakMegabytes(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024)
        .FirstOrDefault();
}
