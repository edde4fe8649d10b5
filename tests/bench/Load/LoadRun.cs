using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Crm.Tests.Support;

namespace Crm.Bench.Load;

/// <summary>What a scenario needs besides requests.</summary>
internal interface IScenario
{
    string Name { get; }

    /// <summary>The status of a good answer.</summary>
    int Good { get; }

    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Fills the host before the clock runs, and prepares requests for about so many seconds.</summary>
    Task<IRequestSource> PrepareAsync(HostProcess host, int clients, int seconds);
}

/// <summary>Starts the Release host on an empty store, warms it up, and measures a closed loop against it.</summary>
internal static class LoadRun
{
    public static async Task<int> RunAsync(IScenario scenario, Arguments options)
    {
        var clients = options.Number("clients", 64);
        var seconds = options.Number("seconds", 10);
        var warmUp = options.Number("warm-up", 4);

        await using var host = await StartAsync(scenario.Settings, options);
        var source = await scenario.PrepareAsync(host, clients, seconds + warmUp);
        var limit = PhysicalLimit.Measure(host.Folder);

        using var loop = new ClosedLoop(host.Url, clients, source);
        var tally = new Tally(scenario.Good);
        await Loop(loop, warmUp, tally.Answered);
        var warm = tally;
        tally = new Tally(scenario.Good);
        var cores = new Cores(host.ProcessId);
        var took = await Loop(loop, seconds, tally.Answered);
        var used = cores.Used();

        var rate = tally.Latencies.Count / took.TotalSeconds;
        new LoadReport(
            scenario.Name, clients, took.TotalSeconds, rate,
            tally.Latencies.Percentile(50), tally.Latencies.Percentile(90), tally.Latencies.Percentile(99), tally.Latencies.Percentile(100),
            tally.Errors + warm.Errors, warm.FirstError ?? tally.FirstError, loop.Broken, limit.Appends, limit.Commits,
            rate / limit.Appends, rate / limit.Commits, used.Host, used.Generator, used.Foreign,
            await ConservationAsync(host)).Print();
        return tally.Errors + warm.Errors == 0 ? 0 : 1;
    }

    public static Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string> settings, Arguments options)
    {
        var all = new Dictionary<string, string>(settings);
        if (options.Text("provider") is { } provider)
            all["Crm__Store__Provider"] = provider;
        if (options.Text("connection") is { } connection)
            all["Crm__Store__ConnectionString"] = connection;
        return HostProcess.StartAsync(all, "Release");
    }

    /// <summary>The host's own account of what came in; "unexplained" must be 0.</summary>
    public static async Task<Dictionary<string, double>> ConservationAsync(HostProcess host)
    {
        var report = await host.Client.GetFromJsonAsync<JsonElement>(new Uri("api/v1/conservation", UriKind.Relative));
        return report.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetDouble());
    }

    private static async Task<TimeSpan> Loop(ClosedLoop loop, int seconds, Answered answered)
    {
        var started = Stopwatch.GetTimestamp();
        var end = started + (seconds * Stopwatch.Frequency);
        await loop.RunAsync(() => Stopwatch.GetTimestamp() >= end, answered);
        return Stopwatch.GetElapsedTime(started);
    }

    private sealed class Tally(int good)
    {
        public Latencies Latencies { get; } = new();

        public int Errors { get; private set; }

        public string? FirstError { get; private set; }

        public void Answered(int client, int status, ReadOnlySpan<byte> body, TimeSpan took)
        {
            if (status == good)
            {
                Latencies.Add(took);
                return;
            }

            Errors++;
            FirstError ??= $"{status} {Encoding.UTF8.GetString(body[..Math.Min(body.Length, 300)])}";
        }
    }
}
