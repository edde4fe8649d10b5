using System.Globalization;
using System.Reflection;
using Crm.Store.Tests.Flow;
using Crm.Tests.Support;
using Crm.Tests.Support.Talks;
using Xunit.Sdk;
using Xunit.v3;

namespace Crm.Store.Tests.Bot;

/// <summary>Whole conversations of spec/bot.md 8, as a customer would type them, with buttons and with numbers.</summary>
public sealed class TalkTests
{
    [Theory, EveryTalk]
    public async Task A_talk_goes_as_it_is_written(string name, string provider, bool presses)
    {
        var transcript = Transcript.Read(name);
        var start = transcript.Setup.TryGetValue("at", out var at)
            ? new DateTimeOffset(DateTime.Parse(at, CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime() : (DateTimeOffset?)null;
        await using var crm = await CrmFixture.CreateAsync(provider, start);
        if (transcript.Setup.TryGetValue("dealer", out var dealer)) await crm.DealerAsync(dealer, ["Volkswagen", "Aurora"], []);
        await new PlayTranscript(transcript, new StoreSide(crm, transcript.Setup.GetValueOrDefault("locale", "zh-CN")), presses).RunAsync();
        await crm.NothingIsLostAsync();
        (await crm.CountAsync("select count(*) from inbox where state = 0 or fault is not null")).ShouldBe(0, crm.Log.ToString());
    }

    /// <summary>Both ways to choose on SQLite, and numbers on PostgreSQL.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class EveryTalkAttribute : DataAttribute
    {
        public override bool SupportsDiscoveryEnumeration() => true;

        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
            ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. Transcript.Names.SelectMany(name => new ITheoryDataRow[]
            {
                new TheoryDataRow<string, string, bool>(name, TestDatabase.Sqlite, true),
                new TheoryDataRow<string, string, bool>(name, TestDatabase.Sqlite, false),
                new TheoryDataRow<string, string, bool>(name, TestDatabase.Postgres, false) { Skip = TestEnvironment.IsCi ? null : PostgresServer.Missing },
            })]);
    }
}
