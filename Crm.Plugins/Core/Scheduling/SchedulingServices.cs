using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Crm.Plugins.Core.Scheduling;

public static class SchedulingServices
{
    /// <summary>
    /// The promise clock: <see cref="Steps"/>, their runner, the bells and Quartz with a store of its own. Each
    /// <see cref="IStepHandler"/> is registered by the slice it belongs to.
    /// </summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services, StoreOptions store)
    {
        services.AddNode();
        services.AddSingleton<Steps>();
        services.AddSingleton<StepRunner>();
        services.AddSingleton<AlarmClock>();
        services.AddSingleton<Bells>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<QuartzJobs>(provider, store));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "crm";
                options.GenerateInstanceId = true;
            });
            // Stored triggers are compared with the machine's clock whatever clock the application has (quartznet#3456).
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(persistent =>
            {
                persistent.ProvisionSchema();
                persistent.ConfigureStore(options =>
                {
                    options.StoreJobDataAsStrings = true;
                    options.CommandTimeout = TimeSpan.FromSeconds(10);
                });
                if (!store.IsPostgres)
                {
                    persistent.UseSqlite(SqliteFactory.Instance, QuartzFile(store));
                    return;
                }

                persistent.UsePostgres(NpgsqlFactory.Instance, QuartzSchema(store));
                persistent.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(3);
                });
            });
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService(provider => provider.GetRequiredService<StepRunner>());
        services.AddHostedService(provider => provider.GetRequiredService<Bells>());
        return services;
    }

    /// <summary>A file of its own beside the store: in the same one the two would wait for each other's write lock.</summary>
    internal static string QuartzFile(StoreOptions store)
    {
        var path = Path.GetFullPath(new SqliteConnectionStringBuilder(store.ConnectionString).DataSource);
        return new SqliteConnectionStringBuilder { DataSource = Path.ChangeExtension(path, ".quartz.db") }.ToString();
    }

    /// <summary>The schema that our migration has made.</summary>
    internal static string QuartzSchema(StoreOptions store)
    {
        var direct = store.DirectConnectionString is { Length: > 0 } text ? text : store.ConnectionString;
        return new NpgsqlConnectionStringBuilder(direct) { SearchPath = "quartz", ApplicationName = "crm-quartz", MaxPoolSize = 10 }.ConnectionString;
    }
}
