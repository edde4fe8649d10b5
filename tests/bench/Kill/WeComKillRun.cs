using System.Diagnostics;
using System.Text.Json;
using Crm.Bench.Load;
using Crm.Bench.Storm;

namespace Crm.Bench.Kill;

/// <summary>
/// Kills the host at random moments under a storm of callbacks that does not stop while it is down: the platform sends
/// again what was not answered. At the end everything must be there once.
/// </summary>
internal static class WeComKillRun
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var rounds = arguments.Number("rounds", 30);
        var options = StormOptions.Read(arguments) with
        {
            Rate = arguments.Number("rate", 200), ScansPerMinute = arguments.Number("scans", 400), Seconds = int.MaxValue,
            RetryAfter = TimeSpan.FromSeconds(1), Retries = 120,
        };
#pragma warning disable CA5394 // A repeatable moment is wanted, not a secret one.
        var random = new Random(options.Seed);
        Console.WriteLine($"{rounds} rounds, {options.Rate} callbacks a second, --seed {options.Seed}");
        var ledger = new Ledger();
        await using var platform = await FakePlatform.StartAsync(options, ledger);
        await using var host = await LoadRun.StartAsync(StormCorp.Settings(platform.Url), arguments);
        using var sender = new CallbackSender(options, ledger, host.Url);
        var driver = new StormDriver(options, ledger, platform, sender);
        using var stop = new CancellationTokenSource();
        var storm = driver.RunAsync(TimeSpan.FromHours(1), stop.Token);
        for (var round = 1; round <= rounds; round++)
        {
            var life = TimeSpan.FromSeconds(0.5 + (2.5 * random.NextDouble()));
#pragma warning restore CA5394
            await Task.Delay(life, TimeProvider.System);
            await host.KillAsync();
            var down = Stopwatch.GetTimestamp();
            await host.StartAgainAsync();
            Console.WriteLine($"round {round,2}: killed after {life.TotalSeconds:0.00} s, ready again in {Stopwatch.GetElapsedTime(down).TotalMilliseconds:0} ms, {ledger.Answered} answered so far");
        }

        await stop.CancelAsync();
        await storm;
        await driver.DrainAsync();
        var violations = await StormEnd.RunAsync(host, platform);
        using var store = new StormStore(host.Folder, arguments.Text("connection"));
        violations.AddRange(new StormChecks(ledger, platform, store, rounds).Run());
        foreach (var violation in violations)
            Console.WriteLine($"          {violation}");
        var again = ledger.KfCustomers.Values.Sum(person => person.Replies.Values.Sum(times => times - 1));
        var unknown = store.Deliveries().Where(row => row.State == 4 || row.Reason == "unconfirmed").Sum(row => row.Count);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            scenario = "kill-wecom", rounds, options.Rate, options.Seed, callbacks = ledger.Callbacks.Count,
            acknowledged = ledger.Callbacks.Count(callback => callback.Acknowledged), retried = ledger.Retried, lines = ledger.KfMessages.Count,
            welcomes = ledger.Scans.Values.Count(scan => scan.WelcomedAt is not null), scans = ledger.Scans.Count, promises = ledger.Askers,
            sentAgainUnderTheirId = again, unknown, violations = violations.Count,
        }, JsonSerializerOptions.Web));
        return violations.Count == 0 && ledger.Callbacks.Any(callback => callback.Acknowledged) ? 0 : 1;
    }
}
