using System.Globalization;
using System.Text.Json;
using Crm.Bench.Load;

namespace Crm.Bench.Storm;

/// <summary>The figures of one storm, as a table for people and one line of JSON.</summary>
internal sealed class StormReport(StormOptions options, Ledger ledger, FakePlatform platform, StormDriver driver, CallbackSender sender, StormStore store, CoreUse cores, double peakMb)
{
    public void Print(IReadOnlyList<string> violations)
    {
        var welcomes = Took(ledger.Scans.Values.Where(scan => !scan.Late), scan => scan.WelcomedAt - scan.SentAt);
        var calm = Took(ledger.Scans.Values.Where(scan => !scan.Late && !scan.Disturbed), scan => scan.WelcomedAt - scan.SentAt);
        var replies = Took(ledger.KfCustomers.Values.Where(person => person.Written == 1), person => person.RepliedAt - person.WroteAt);
        var inTime = ledger.Scans.Values.Where(scan => !scan.Late).ToList();
        var missed = inTime.Count(scan => scan.WelcomedAt is null);
        var faults = platform.Faults.Counts.Where(pair => pair.Key.Fault != Fault.None).Sum(pair => pair.Value);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            callbacks            {ledger.Callbacks.Count:n0} at {options.Rate} a second, {ledger.Repeated:n0} repeated, {ledger.Retried:n0} retried, {ledger.GivenUp} given up, not 200: {Codes()}
            answered ms          {Line(sender.FirstAnswers)}   (generator behind at most {driver.Behind.TotalMilliseconds:0})
            welcomes             {inTime.Count - missed:n0} of {inTime.Count:n0} in time, {missed} missed; {ledger.Scans.Count - inTime.Count} came with a dead code
            welcome ms           {Line(welcomes)}   undisturbed {Line(calm)}
            welcomes ended as    {Ends("welcome")}
            chat answers         {ledger.KfCustomers.Values.Sum(person => person.Replies.Count):n0} to {ledger.KfMessages.Count:n0} lines, {platform.Kf.Pages:n0} pages
            chat answer ms       {Line(replies)}
            answers ended as     {Ends("greeting")}
            lookups ended as     {Ends("lookup")}
            API calls            {platform.Faults.Counts.Values.Sum():n0}, {faults:n0} of them disturbed ({Kinds()})
            tokens               {string.Join("   ", platform.Tokens.Select(app => $"{app.App} {app.Asked.Count} issued, {app.Asked.Sum()} asked"))}, {driver.Revocations} revocations
            cores                host {cores.Host:0.00}   generator and platform {cores.Generator:0.00}   foreign {cores.Foreign:0.00}   host memory at most {peakMb:0} MB
            violations           {violations.Count}
            """));
        foreach (var violation in violations)
            Console.WriteLine($"                     {violation}");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            scenario = "wecom-storm", options.Rate, options.Seconds, options.ScansPerMinute, options.KfPerSecond, options.Faults, options.ApiMilliseconds,
            callbacks = ledger.Callbacks.Count, answerP50Ms = sender.FirstAnswers.Percentile(50), answerP99Ms = sender.FirstAnswers.Percentile(99),
            welcomeP50Ms = welcomes.Percentile(50), welcomeP99Ms = welcomes.Percentile(99), welcomeMaxMs = welcomes.Percentile(100),
            calmWelcomeP99Ms = calm.Percentile(99), missed, replyP50Ms = replies.Percentile(50), replyP99Ms = replies.Percentile(99),
            hostCores = cores.Host, foreignCores = cores.Foreign, violations = violations.Count,
        }, JsonSerializerOptions.Web));
    }

    private static Latencies Took<T>(IEnumerable<T> things, Func<T, TimeSpan?> took)
    {
        var latencies = new Latencies();
        foreach (var thing in things)
            if (took(thing) is { } time)
                latencies.Add(time);
        return latencies;
    }

    private static string Line(Latencies latencies) => string.Create(CultureInfo.InvariantCulture,
        $"p50 {latencies.Percentile(50):0.0}   p99 {latencies.Percentile(99):0.0}   max {latencies.Percentile(100):0.0}");

    private string Codes() => ledger.Refused.IsEmpty ? "none" : string.Join(", ", ledger.Refused.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"));

    private string Kinds() => string.Join(", ", platform.Faults.Counts.Where(pair => pair.Key.Fault != Fault.None)
        .GroupBy(pair => pair.Key.Fault).Select(group => $"{group.Key} {group.Sum(pair => pair.Value)}"));

    private string Ends(string notice) => string.Join(", ", store.Deliveries().Where(row => row.Notice == notice)
        .Select(row => $"{(State)row.State}{(row.Reason.Length > 0 ? " " + row.Reason : "")} {row.Count}"));

    private enum State
    {
        Queued,
        Sending,
        Sent,
        Dead,
        Unknown,
        Expired,
    }
}
