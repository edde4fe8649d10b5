using System.Globalization;
using Crm.Plugins.Core.Store;
using Quartz;

namespace Crm.Plugins.Core.Scheduling;

/// <summary>
/// Quartz as the alarm clock: one durable job, one one-shot trigger per second that matters, never moved. On
/// PostgreSQL every node arms and exactly one of them is rung.
/// </summary>
public sealed class AlarmClock(ISchedulerFactory schedulers, IEnumerable<Duty> duties)
{
    internal static readonly JobKey BellJobKey = new("bell");

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

    /// <summary>Makes the jobs and their triggers where they are missing.</summary>
    internal async Task EnsureJobsAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var bell = JobBuilder.Create<BellJob>().WithIdentity(BellJobKey).StoreDurably(true).RequestRecovery(true).Build();
        await scheduler.AddJob(bell, AddJobOptions.Replacing, cancellationToken);
        foreach (var duty in duties.Prepend(new Duty(typeof(ArmBellsJob), "arm-bells", ArmBellsJob.Interval)))
        {
            var job = JobBuilder.Create().OfType(duty.Job).WithIdentity(duty.Name).StoreDurably(true).Build();
            await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
            var often = TriggerBuilder.Create(TimeProvider.System)
                .WithIdentity(duty.Name)
                .ForJob(job.Key)
                .StartAt(TimeProvider.System.GetUtcNow() + duty.Every)
                .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(duty.Every).RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
                .Build();
            await scheduler.ScheduleTrigger(often, TriggerConflict.Keep, cancellationToken);
        }
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
