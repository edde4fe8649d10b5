using Crm.Plugins.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Quartz;

namespace Crm.Plugins.Core.Scheduling;

/// <summary>Builds the scheduler and its jobs before anything wants them. Nodes that start together take turns, as both would make Quartz's tables.</summary>
public sealed class QuartzJobs(StoreOptions store, AlarmClock clock, ISchedulerFactory schedulers) : IHostedService
{
    private const string LockOnPostgres = "select pg_advisory_lock(4410958)";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!store.IsPostgres) await PrepareFileAsync(cancellationToken);
        // Closing the connection gives the lock back, also when this process dies.
        await using var turn = store.IsPostgres ? await TakeTurnAsync(cancellationToken) : null;
        await schedulers.GetScheduler(cancellationToken);
        await clock.EnsureJobsAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The write-ahead log stays set in the file; without it each firing costs three flushes to disk.</summary>
    private async Task PrepareFileAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(SchedulingServices.QuartzFile(store));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode=wal";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<NpgsqlConnection> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(SchedulingServices.QuartzSchema(store)) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(LockOnPostgres, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
