using Crm.Bench.Load;

namespace Crm.Bench.Storm;

/// <summary>The Release host against the fake platform in a bad mood; exit code 1 on anything lost or doubled.</summary>
internal static class StormRun
{
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
        var violations = await StormEnd.RunAsync(host, platform);

        using var store = new StormStore(host.Folder, arguments.Text("connection"));
        violations.AddRange(new StormChecks(ledger, platform, store, 0).Run());
        new StormReport(options, ledger, platform, driver, sender, store, used, peak).Print(violations);
        return violations.Count == 0 ? 0 : 1;
    }

    private static double PeakMegabytes(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024)
        .FirstOrDefault();
}
