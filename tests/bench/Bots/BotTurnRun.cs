using System.Diagnostics;
using System.Globalization;
using System.Text;
using Crm.Bench.Load;
using Crm.Tests.Support;
using Crm.Tests.Support.Bots;

namespace Crm.Bench.Bots;

/// <summary>
/// Turns through <c>/api/messages</c>: a verified token, a durable message, the bot's answer at the connector. The clients
/// wait for the 202 only; the clock stops when the last answer has arrived, so a backlog does not count as speed.
/// </summary>
internal static class BotTurnRun
{
    private const int People = 1000;
    private const string Plugin = "Crm__Plugins__chatbot__Settings__";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(Arguments options)
    {
        var clients = options.Number("clients", 32);
        var seconds = options.Number("seconds", 20);
        var warmUp = options.Number("warm-up", 5);

        await using var connector = await FakeConnector.StartAsync(TimeProvider.System);
        await using var keys = await ChannelKeys.StartAsync();
        connector.Remembers = false;
        for (var person = 0; person < People; person++) connector.Knows(TurnSource.Conversation(person));
        await using var host = await LoadRun.StartAsync(Settings(connector, keys), options);
        var source = new TurnSource(keys.Token(FakeLogin.AppId, connector.ServiceUrl), connector.ServiceUrl, People, clients);
        var ledger = new TurnLedger();
        connector.Took = (_, activity) => ledger.Answered((string?)activity["replyToId"]);

        using var loop = new ClosedLoop(host.Url, clients, source);
        var warm = await PhaseAsync(loop, source, ledger, warmUp);
        var cores = new Cores(host.ProcessId);
        var run = await PhaseAsync(loop, source, ledger, seconds);
        var used = cores.Used();

        Line("turns a second", $"{run.Turns / run.All.TotalSeconds:n0}   ({run.Turns:n0} answered in {run.All.TotalSeconds:0.0} s, {clients} clients)");
        Line("taken a second", $"{run.Turns / run.Taking.TotalSeconds:n0}   (behind at the end: {run.Behind:n0})");
        Line("202 after ms", $"p50 {run.Latencies.Percentile(50):0.0}   p90 {run.Latencies.Percentile(90):0.0}   p99 {run.Latencies.Percentile(99):0.0}");
        Line("cores", $"host {used.Host:0.00}   generator and connector {used.Generator:0.00}   foreign {used.Foreign:0.00}");
        Line("errors", $"{run.Errors + warm.Errors}   broken connections {loop.Broken}   {warm.FirstError ?? run.FirstError}");
        Line("answers", $"lost {ledger.Lost}   doubled {ledger.Doubled}   strange {ledger.Strange}");
        foreach (var (name, value) in await LoadRun.ConservationAsync(host)) Line(name, $"{value:n0}");
        return run.Errors + warm.Errors + ledger.Lost + ledger.Doubled + ledger.Strange == 0 ? 0 : 1;
    }

    private static Dictionary<string, string> Settings(FakeConnector connector, ChannelKeys keys) => new()
    {
        [Plugin + "MicrosoftAppId"] = FakeLogin.AppId,
        [Plugin + "MicrosoftAppPassword"] = FakeLogin.Secret,
        [Plugin + "Auth__ChannelMetadataUrl"] = keys.Metadata,
        [Plugin + "Connector__LoginUrl"] = connector.LoginUrl,
        [Plugin + "Connector__AllowedHosts__0"] = "127.0.0.1",
    };

    private static async Task<Phase> PhaseAsync(ClosedLoop loop, TurnSource source, TurnLedger ledger, int seconds)
    {
        var phase = new Phase();
        var before = ledger.Acknowledged;
        var started = Stopwatch.GetTimestamp();
        var end = started + (seconds * Stopwatch.Frequency);
        await loop.RunAsync(() => Stopwatch.GetTimestamp() >= end, (client, status, body, took) =>
        {
            if (status == 202) ledger.Taken(source.LastOf(client));
            phase.Add(status, body, took);
        });
        phase.Taking = Stopwatch.GetElapsedTime(started);
        phase.Turns = ledger.Acknowledged - before;
        phase.Behind = ledger.Acknowledged - ledger.Delivered;
        var patience = Stopwatch.GetTimestamp();
        while (ledger.Delivered < ledger.Acknowledged && Stopwatch.GetElapsedTime(patience) < Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        phase.All = Stopwatch.GetElapsedTime(started);
        return phase;
    }

    private static void Line(string name, FormattableString text) => Console.WriteLine($"{name,-20} {text.ToString(CultureInfo.InvariantCulture)}");

    private sealed class Phase
    {
        public Latencies Latencies { get; } = new();

        public int Errors { get; private set; }

        public string? FirstError { get; private set; }

        public int Turns { get; set; }

        public int Behind { get; set; }

        public TimeSpan Taking { get; set; }

        public TimeSpan All { get; set; }

        public void Add(int status, ReadOnlySpan<byte> body, TimeSpan took)
        {
            if (status == 202)
            {
                Latencies.Add(took);
                return;
            }

            Errors++;
            FirstError ??= $"{status} {Encoding.UTF8.GetString(body[..Math.Min(body.Length, 300)])}";
        }
    }
}
