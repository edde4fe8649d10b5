using Crm.Plugins.Contract;
using Crm.Plugins.Core.Links.Reconciling;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Crm.Plugins.Core.Links;

/// <summary>Arms the nightly comparison; one that was missed while nobody ran is caught up with.</summary>
public sealed class LinkJobs(ISchedulerFactory schedulers, LinkOptions options, CrmOptions crm) : IHostedService
{
    private static readonly JobKey Job = new("link-nightly");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var job = JobBuilder.Create<LinkNightJob>().WithIdentity(Job).StoreDurably(true).Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
        var nightly = TriggerBuilder.Create(TimeProvider.System)
            .WithIdentity("link-nightly")
            .ForJob(Job)
            .WithSchedule(CronScheduleBuilder.Create($"0 0 {options.ReconcileHour} * * ?")
                .InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(crm.DefaultTimeZone)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await scheduler.ScheduleTrigger(nightly, TriggerConflict.Keep, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The customer lists and the catalogue of tags, every night.</summary>
[DisallowConcurrentExecution]
public sealed class LinkNightJob(Reconcile reconcile, IPluginReads reads, Writer writer, ChannelTasks tasks) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await reconcile.StartAsync(null, "system");
        await writer.WriteAsync(unit =>
        {
            foreach (var (channel, account) in reads.With<IContactReads>(AccountReads.Contacts).OnePerCompany()) tasks.Ask(unit, ReadTags.TaskKind, channel, account.Key, "");
        });
    }
}
