using System.Globalization;
using System.Text.Json;
using Crm.Bench.Load;
using Crm.Tests.Support;

namespace Crm.Bench.Scenarios;

/// <summary>
/// Many open promises, some of them due every second: how late they are handled, by the store's own instants, and what the
/// host costs while nothing is due.
/// </summary>
internal static class PromiseRun
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(Arguments options)
    {
        var open = options.Number("open", 100_000);
        var rate = options.Number("rate", 20);
        var seconds = options.Number("seconds", 30);

        await using var host = await LoadRun.StartAsync(new Dictionary<string, string>(), options);
        await host.StopAsync();
        var store = PromiseSeed.Open(options.Text("provider"), options.Text("connection") ?? $"Data Source={Path.Combine(host.Folder, "crm.db")}");
        var now = TimeProvider.System.GetUtcNow();
        // Spread over a month from the day after tomorrow, so that none of them is armed or due in this run.
        store.Add(Enumerable.Range(0, open).Select(i => WholeSecond(now.AddDays(2).AddSeconds(i * 25.0))), now);

        await host.StartAgainAsync();
        await host.StopAsync();
        var from = WholeSecond(TimeProvider.System.GetUtcNow() + Settle + Idle + Settle);
        store.Add(Enumerable.Range(0, rate * seconds).Select(i => from.AddSeconds(i / rate)), now);
        await host.StartAgainAsync();

        await Task.Delay(Settle, TimeProvider.System);
        var idle = new Cores(host.ProcessId);
        await Task.Delay(Idle, TimeProvider.System);
        var idleUse = idle.Used();

        await DelayUntil(from);
        var busy = new Cores(host.ProcessId);
        await DelayUntil(from.AddSeconds(seconds));
        var busyUse = busy.Used();
        // The sweep under a lost bell comes every five seconds.
        await Task.Delay(Settle, TimeProvider.System);

        var lateness = store.Lateness(from, from.AddSeconds(seconds));
        store.Close();
        Print(open, rate, lateness, idleUse, busyUse);
        return lateness.Count == rate * seconds && lateness.All(late => late is not null) ? 0 : 1;
    }

    private static void Print(int open, int rate, IReadOnlyList<double?> lateness, CoreUse idle, CoreUse busy)
    {
        var latencies = new Latencies();
        foreach (var late in lateness.OfType<double>())
            latencies.Add(TimeSpan.FromMilliseconds(late));
        var missed = lateness.Count(late => late is null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            open promises        {open:n0}, {rate} due a second
            late ms              p50 {latencies.Percentile(50):0}   p99 {latencies.Percentile(99):0}   max {latencies.Percentile(100):0}
            not done             {missed} of {lateness.Count}
            host cores           {idle.Host:0.000} with nothing due, {busy.Host:0.000} while they fall due   foreign {busy.Foreign:0.00}
            """));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            scenario = "promises", open, rate, lateP50Ms = latencies.Percentile(50), lateP99Ms = latencies.Percentile(99),
            lateMaxMs = latencies.Percentile(100), missed, idleHostCores = idle.Host, busyHostCores = busy.Host, foreignCores = busy.Foreign,
        }, JsonSerializerOptions.Web));
    }

    private static Task DelayUntil(DateTimeOffset instant)
    {
        var wait = instant - TimeProvider.System.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, TimeProvider.System) : Task.CompletedTask;
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds() + 1);
}
