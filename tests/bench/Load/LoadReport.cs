using System.Globalization;
using System.Text.Json;

namespace Crm.Bench.Load;

/// <summary>The result of one load run, as a table for people and one line of JSON for a history.</summary>
internal sealed record LoadReport(
    string Scenario, int Clients, double Seconds, double RequestsPerSecond, double P50Ms, double P90Ms, double P99Ms, double MaxMs,
    int Errors, string? FirstError, int BrokenConnections, double FsyncAppendsPerSecond, double OneRowCommitsPerSecond,
    double RatioToAppends, double RatioToCommits, double HostCores, double GeneratorCores, double ForeignCores,
    IReadOnlyDictionary<string, double> Checks)
{
    /// <summary>Above this much foreign work the numbers say more about the neighbours than about us.</summary>
    private const double NoisyCores = 0.2;

    public void Print()
    {
        Line("scenario", $"{Scenario}, {Clients} clients, {Seconds:0.0} s");
        Line("requests a second", $"{RequestsPerSecond:n0}   ({RatioToCommits:0.00} of one-row commits, {RatioToAppends:0.00} of flushed appends)");
        Line("latency ms", $"p50 {P50Ms:0.0}   p90 {P90Ms:0.0}   p99 {P99Ms:0.0}   max {MaxMs:0.0}");
        Line("errors", $"{Errors}   broken connections {BrokenConnections}   {FirstError}");
        Line("this disk", $"{FsyncAppendsPerSecond:n0} flushed 4 KB appends a second, {OneRowCommitsPerSecond:n0} one-row SQLite commits a second");
        Line("cores", $"host {HostCores:0.00}   generator {GeneratorCores:0.00}   foreign {ForeignCores:0.00}{(ForeignCores > NoisyCores ? "   NOISY: run again" : "")}");
        foreach (var (name, value) in Checks)
            Line(name, $"{value:n0}");
        Console.WriteLine(JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
    }

    private static void Line(string name, FormattableString text) =>
        Console.WriteLine($"{name,-20} {text.ToString(CultureInfo.InvariantCulture)}");
}
