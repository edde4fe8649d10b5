using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// Hears on PostgreSQL what other nodes have numbered, and what they tell in passing, without asking. It needs a connection that is really its own,
/// hence the direct one; while that is lost the feed's own slow look is enough.
/// </summary>
public sealed class EventListener(Database database, Events events, LiveNotes notes, TimeProvider time, ILogger<EventListener> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => database.Dialect.IsPostgres
        ? Loop.RunAsync("Listening for events", ListenAsync, time, log, stoppingToken)
        : Task.CompletedTask;

    private async Task ListenAsync(CancellationToken stopping)
    {
        var direct = new NpgsqlConnectionStringBuilder(database.DirectConnectionString) { Pooling = false, KeepAlive = 30, ApplicationName = "crm-listen" };
        await using var connection = new NpgsqlConnection(direct.ConnectionString);
        await connection.OpenAsync(stopping);
        connection.Notification += (_, told) =>
        {
            if (told.Channel == LiveNotes.Channel) notes.Heard(told.Payload);
            else events.Published.Set();
        };
        await using (var listen = new NpgsqlCommand($"listen {EventPublisher.Channel}; listen {LiveNotes.Channel}", connection)) await listen.ExecuteNonQueryAsync(stopping);
        events.Published.Set();
        while (true) await connection.WaitAsync(stopping);
    }
}
