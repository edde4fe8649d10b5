using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Crm.Bench;
using Crm.Bench.Bots;
using Crm.Bench.Kill;
using Crm.Bench.Load;
using Crm.Bench.Scenarios;
using Crm.Bench.Storm;

const string usage = """
    dotnet run -c Release --project tests/bench -- <command>

      load web-form  [--clients 64] [--seconds 10] [--warm-up 4]    inquiry to lead with promise and offer
      load wecom     [--clients 64] [--seconds 10] [--warm-up 4]    encrypted callbacks
      load promises  [--seconds 30] [--open 100000] [--rate 20]     lateness of due promises, and the idle cost
      kill           [--channel both] [--rounds 30] [--clients 32] [--seed 1]
                                                                    kill -9 under load (web-form, wecom or both); exit code 1 on a loss
      wecom-storm    [--rate 500] [--seconds 60] [--scans 1000] [--kf 20] [--faults 1] [--api-ms 40] [--seed 1]
                                                                    a fake platform in a bad mood; exit code 1 on a loss
      bot-turns      [--clients 32] [--seconds 20] [--warm-up 5]    Bot Framework turns, from token to the answer at the connector
      functions      [--filter *]                                   BenchmarkDotNet over single functions

    load also takes [--provider postgres --connection "Host=..."].
    """;

var options = new Arguments(args.Skip(1));
switch (args.FirstOrDefault(), args.ElementAtOrDefault(1))
{
    case ("load", "web-form"):
        return await LoadRun.RunAsync(new WebFormScenario(), options);
    case ("load", "wecom"):
        return await LoadRun.RunAsync(new WeComScenario(), options);
    case ("load", "promises"):
        return await PromiseRun.RunAsync(options);
    case ("kill", _):
        var channel = options.Text("channel") ?? "both";
        var lost = channel is "both" or "web-form" ? await KillRun.RunAsync(options) : 0;
        return channel is "both" or "wecom" ? lost | await WeComKillRun.RunAsync(options) : lost;
    case ("wecom-storm", _):
        return await StormRun.RunAsync(options);
    case ("bot-turns", _):
        return await BotTurnRun.RunAsync(options);
    case ("functions", _):
        // In process: a generated project elsewhere would not see this repository's build rules.
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
            args.Length > 1 ? args[1..] : ["--filter", "*"],
            DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
    default:
        Console.WriteLine(usage);
        return 2;
}
