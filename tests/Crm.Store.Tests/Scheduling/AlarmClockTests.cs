using Crm.Plugins.Core.Scheduling;
using Crm.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace Crm.Store.Tests.Scheduling;

/// <summary>With the real Quartz on the machine's clock; everything that can be decided without it is in <see cref="StepRunnerTests"/>.</summary>
public sealed class AlarmClockTests
{
    [Theory, OnEachDatabase]
    public async Task A_bell_rings_on_its_second_and_one_is_enough_for_all_its_steps(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider, TimeProvider.System.GetUtcNow());
        var handler = new RecordingStep();
        await using var node = await ClockHost.StartAsync(store, handler);
        await node.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 3; i++) node.Steps.Add(unit, $"s{i}", "deadline", "test", unit.Now + TimeSpan.FromSeconds(1));
        });
        node.Bells.ArmedCount.ShouldBe(1);
        await Probe.Until(() => handler.Committed.Count == 3, "the bell");

        // The net below is up to five seconds late, so this was the bell.
        handler.Committed.ShouldAllBe(step => step.LateMs >= 0 && step.LateMs < 4000);
        store.Log.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Message).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task Only_the_coming_hour_is_armed_and_a_second_only_once(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider, TimeProvider.System.GetUtcNow());
        var steps = new Steps(store.Database);
        await store.Writer.WriteAsync(unit =>
        {
            foreach (var minutes in (List<int>)[30, 30, 45, 61, 600]) steps.Add(unit, $"p{minutes}", "deadline", "test", unit.Now + TimeSpan.FromMinutes(minutes));
        });
        await using var node = await ClockHost.StartAsync(store, new RecordingStep());
        await node.Writer.WriteAsync(unit => node.Steps.Add(unit, "again", "deadline", "test", store.Time.Now + TimeSpan.FromMinutes(45)));
        await Probe.Until(async () => await BellsAsync(node) == 2, "the bells of 30 and 45 minutes");
        node.Bells.ArmedCount.ShouldBe(2);

        await node.Bells.ArmComingAsync(default);
        node.Bells.ArmedCount.ShouldBe(2);
    }

    [Fact]
    public async Task Two_nodes_that_start_together_share_one_schedule_and_ring_each_bell_once()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null && !TestEnvironment.IsCi, PostgresServer.Missing ?? "");
        await using var store = await TestStore.CreateAsync(TestDatabase.Postgres, TimeProvider.System.GetUtcNow());
        var handlers = new[] { new RecordingStep(), new RecordingStep() };
        var nodes = await Task.WhenAll(handlers.Select(handler => ClockHost.StartAsync(store, handler)));
        await using var one = nodes[0];
        await using var two = nodes[1];
        var due = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(2);
        await Task.WhenAll(nodes.Select((node, n) => node.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 20; i++) node.Steps.Add(unit, $"p{n}-{i}", "deadline", "test", due);
        })));

        await Probe.Until(() => handlers.Sum(h => h.Committed.Count) >= 40, "the shared second");
        (await store.CountAsync("select count(*) from alert")).ShouldBe(40);
        (await store.CountAsync("select count(*) from information_schema.tables where table_schema = 'quartz' and table_name = 'qrtz_triggers'")).ShouldBe(1);
        (await store.CountAsync("select count(*) from information_schema.tables where table_schema = 'public' and table_name like 'qrtz%'")).ShouldBe(0);
        store.Log.Lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Message).ShouldBeEmpty();
    }

    [Theory, OnEachDatabase]
    public async Task A_wiped_schedule_costs_seconds_and_arming_mends_it(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider, TimeProvider.System.GetUtcNow());
        var handler = new RecordingStep();
        await using var node = await ClockHost.StartAsync(store, handler);
        await node.Writer.WriteAsync(unit => node.Steps.Add(unit, "p1", "deadline", "test", unit.Now + TimeSpan.FromSeconds(2)));
        await Probe.Until(async () => await BellsAsync(node) == 1, "the bell");
        await WipeAsync(store);
        await Probe.Until(() => handler.Committed.Count == 1, "the net below the bells");
        handler.Committed.ShouldHaveSingleItem().LateMs.ShouldBeLessThan(7000);

        await node.Writer.WriteAsync(unit => node.Steps.Add(unit, "p2", "deadline", "test", unit.Now + TimeSpan.FromMinutes(20)));
        await Probe.Until(async () => await BellsAsync(node) == 1, "a bell armed after the wipe");
    }

    private static async Task<int> BellsAsync(ClockHost node)
    {
        var scheduler = await node.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var triggers = await scheduler.QueryTriggers(new TriggerQuery());
        return triggers.Items.Count(trigger => trigger.Key.Name.StartsWith("bell-", StringComparison.Ordinal));
    }

    private static async Task WipeAsync(TestStore store)
    {
        await using System.Data.Common.DbConnection connection = store.Options.IsPostgres
            ? new NpgsqlConnection(SchedulingServices.QuartzSchema(store.Options))
            : new SqliteConnection(SchedulingServices.QuartzFile(store.Options));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "delete from qrtz_simple_triggers; delete from qrtz_triggers; delete from qrtz_job_details;";
        await command.ExecuteNonQueryAsync();
    }
}
