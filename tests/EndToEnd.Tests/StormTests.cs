using Crm.Bench.Storm;
using Crm.Tests.Support;

namespace EndToEnd.Tests;

/// <summary>The storm of tests/bench in small: what must hold on any machine, and no times.</summary>
public class StormTests
{
    [Fact]
    public async Task A_storm_of_callbacks_from_a_platform_in_a_bad_mood_loses_nothing_and_doubles_nothing()
    {
        var options = new StormOptions { Rate = 200, Seconds = 20, ScansPerMinute = 400, RetryAfter = TimeSpan.FromSeconds(1), Retries = 30 };
        var ledger = new Ledger();
        await using var platform = await FakePlatform.StartAsync(options, ledger);
        await using var host = await HostProcess.StartAsync(StormCorp.Settings(platform.Url));
        using var sender = new CallbackSender(options, ledger, host.Url);
        var driver = new StormDriver(options, ledger, platform, sender);
        await driver.RunAsync(TimeSpan.FromSeconds(options.Seconds / 2.0), TestContext.Current.CancellationToken);
        // In the middle of it: what was answered is there, what was not comes again.
        await host.KillAsync();
        var back = host.StartAgainAsync();
        await driver.RunAsync(TimeSpan.FromSeconds(options.Seconds / 2.0), TestContext.Current.CancellationToken);
        await back;
        await driver.DrainAsync();

        var violations = await StormEnd.RunAsync(host, platform);
        using var store = new StormStore(host.Folder, null);
        violations.AddRange(new StormChecks(ledger, platform, store, kills: 1).Run());
        violations.ShouldBeEmpty();
        ledger.GivenUp.ShouldBe(0);
        ledger.Scans.Values.Count(scan => scan.WelcomedAt is not null).ShouldBeGreaterThan(0);
        platform.Tokens.ShouldAllBe(app => app.Asked.Count > 1, "the tokens were revoked on the way");
    }
}
