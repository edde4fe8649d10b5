using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Plugins.Core.ChannelLogs;

/// <summary>Hears on PostgreSQL what other nodes have added. While its connection is lost, clients read up at the next word of this node.</summary>
public sealed class LogListener(Database database, LogNews news, TimeProvider time, ILogger<LogListener> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => database.Dialect.IsPostgres
        ? Loop.RunAsync("Listening for channel logs", ListenAsync, time, log, stoppingToken)
        : Task.CompletedTask;

    private async Task ListenAsync(CancellationToken stopping)
    {
        var direct = new NpgsqlConnectionStringBuilder(database.DirectConnectionString) { Pooling = false, KeepAlive = 30, ApplicationName = "crm-listen" };
        await using var connection = new NpgsqlConnection(direct.ConnectionString);
        await connection.OpenAsync(stopping);
        connection.Notification += (_, word) => news.Heard(word.Payload);
        await using (var listen = new NpgsqlCommand($"listen {LogNews.PostgresChannel}", connection)) await listen.ExecuteNonQueryAsync(stopping);
        // Words said before this line went unheard.
        news.Doubt();
        while (true) await connection.WaitAsync(stopping);
    }
}
