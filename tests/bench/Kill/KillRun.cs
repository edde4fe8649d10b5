using System.Diagnostics;
using System.Text.Json;
using Crm.Bench.Load;
using Crm.Bench.Scenarios;
using Crm.Tests.Support;

namespace Crm.Bench.Kill;

/// <summary>
/// Kills the host with <c>kill -9</c> at random moments under load, starts it again on the same store, and asks for
/// everything it had answered. Only kill -9 is tested here: losing power is the disk's and SQLite's promise.
/// </summary>
internal static class KillRun
{
    public static async Task<int> RunAsync(Arguments options)
    {
        var rounds = options.Number("rounds", 30);
        var clients = options.Number("clients", 32);
        var seed = options.Number("seed", Environment.ProcessId);
#pragma warning disable CA5394 // A repeatable moment is wanted, not a secret one.
        var random = new Random(seed);
        Console.WriteLine($"{rounds} rounds, {clients} clients, --seed {seed}");

        await using var host = await LoadRun.StartAsync(new Dictionary<string, string>(), options);
        await WebFormScenario.SeedDealersAsync(host);
        var source = WebFormScenario.RequestsFrom(0);
        var answered = 0;
        var violations = new List<string>();
        for (var round = 1; round <= rounds; round++)
        {
            var life = TimeSpan.FromSeconds(0.5 + (2.5 * random.NextDouble()));
#pragma warning restore CA5394
            var since = TimeProvider.System.GetUtcNow().AddSeconds(-1);
            var witness = new Witness(source, clients);
            await LoadUntilKilledAsync(host, witness, clients, life);
            var started = Stopwatch.GetTimestamp();
            await host.StartAgainAsync();
            var ready = Stopwatch.GetElapsedTime(started);

            var found = await Survivors.ViolationsAsync(host, witness, since);
            answered += witness.Answers.Count;
            violations.AddRange(found);
            Console.WriteLine(
                $"round {round,2}: killed after {life.TotalSeconds:0.00} s, {witness.Answers.Count} answered, {witness.Unanswered.Count()} on the way, " +
                $"{witness.Refused} refused, ready again in {ready.TotalMilliseconds:0} ms, {found.Count} violations");
            foreach (var violation in found.Take(5))
                Console.WriteLine($"          {violation}");
            if (witness.FirstRefusal is { } refusal)
                Console.WriteLine($"          first refusal: {refusal}");
            if (witness.Answers.Count == 0)
                violations.Add($"round {round} proved nothing: no request was answered");
        }

        var conservation = await LoadRun.ConservationAsync(host);
        Console.WriteLine(JsonSerializer.Serialize(
            new { scenario = "kill", rounds, clients, seed, answered, violations = violations.Count, conservation }, JsonSerializerOptions.Web));
        return violations.Count == 0 ? 0 : 1;
    }

    private static async Task LoadUntilKilledAsync(HostProcess host, Witness witness, int clients, TimeSpan life)
    {
        using var loop = new ClosedLoop(host.Url, clients, witness);
        var killed = false;
        var load = loop.RunAsync(() => Volatile.Read(ref killed), witness.Answered);
        await Task.Delay(life, TimeProvider.System);
        // First the kill, then the flag: requests must be on the way when it strikes.
        await host.KillAsync();
        Volatile.Write(ref killed, true);
        await load;
    }
}
