using Crm.Plugins.Core.Scheduling;
using Crm.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Crm.Store.Tests.Scheduling;

/// <summary>With the real Quartz on the machine's clock; everything that can be decided without it is in <see cref="StepRunnerTests"/>.</summary>
public sealed class AlarmClockTests
{
    [Theory, OnEachDatabase]
    public async Task A_bell_rings_on_its_second_before_any_sweep(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider, TimeProvider.System.GetUtcNow());
        var handler = new RecordingStep();
        await using var node = await ClockHost.StartAsync(store, handler);
        await node.Writer.WriteAsync(unit =>
        {
            for (var i = 0; i < 3; i++) node.Steps.Add(unit, $"s{i}", "deadline", "test", unit.Now + TimeSpan.FromSeconds(1.2));
        });
        await Probe.Until(() => handler.Committed.Count == 3, "the bell");

        node.Bells.ArmedCount.ShouldBe(1, "three steps on one second need one bell");
        handler.Committed.ShouldAllBe(step => step.LateMs < 3000);
        Console.WriteLine(string.Join(",", handler.Committed));
        store.Log.Lines.Where(l => l.Level >= Microsoft.Extensions.Logging.LogLevel.Warning).ShouldBeEmpty();
    }
}
