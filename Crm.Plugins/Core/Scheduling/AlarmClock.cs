using System.Globalization;
using Crm.Plugins.Core.Store;
using Quartz;

namespace Crm.Plugins.Core.Scheduling;

/// <summary>
/// Quartz as the alarm clock: one durable job, one one-shot trigger per second that matters, never moved. On
/// PostgreSQL every node arms and exactly one of them is rung.
/// </summary>
public sealed class AlarmClock(ISchedulerFactory schedulers)
{
    internal static readonly JobKey BellJobKey = new("bell");
    private static readonly JobKey ComingJobKey = new("arm-bells");

    /// <summary>Arms this second (epoch milliseconds); armed already is as good.</summary>
    public async Task ArmAsync(long second, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var seconds = second / 1000;
        var trigger = TriggerBuilder.Create(TimeProvider.System)
            .WithIdentity($"bell-{seconds.ToString(CultureInfo.InvariantCulture)}")
            .ForJob(BellJobKey)
            .StartAt(DateTimeOffset.FromUnixTimeSeconds(seconds))
            .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        try
        {
            await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
        }
        catch (SchedulerException)
        {
            // The job may be gone because somebody wiped Quartz's store; with it back, arming works again.
            await EnsureJobsAsync(cancellationToken);
            await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
        }
    }

    /// <summary>Makes the two jobs and the ten-minute trigger where they are missing.</summary>
    internal async Task EnsureJobsAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var bell = JobBuilder.Create<BellJob>().WithIdentity(BellJobKey).StoreDurably(true).RequestRecovery(true).Build();
        await scheduler.AddJob(bell, AddJobOptions.Replacing, cancellationToken);
        var coming = JobBuilder.Create<ArmBellsJob>().WithIdentity(ComingJobKey).StoreDurably(true).Build();
        await scheduler.AddJob(coming, AddJobOptions.Replacing, cancellationToken);
        var often = TriggerBuilder.Create(TimeProvider.System)
            .WithIdentity("arm-bells")
            .ForJob(ComingJobKey)
            .StartAt(TimeProvider.System.GetUtcNow() + ArmBellsJob.Interval)
            .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(ArmBellsJob.Interval).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .Build();
        await scheduler.ScheduleTrigger(often, TriggerConflict.Keep, cancellationToken);
    }
}

/// <summary>Rung by Quartz at a second for which steps are due.</summary>
public sealed class BellJob(StepRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        runner.Ring(context.Trigger.StartTimeUtc.ToUnixTimeMilliseconds());
        return ValueTask.CompletedTask;
    }
}

/// <summary>Arms the coming hour, every ten minutes.</summary>
[DisallowConcurrentExecution]
public sealed class ArmBellsJob(Bells bells) : IJob
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await bells.ArmComingAsync(cancellationToken);
}
