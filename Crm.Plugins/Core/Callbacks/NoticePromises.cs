using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>A promise as a channel may show it beside the words.</summary>
public sealed class NoticePromises(Database database) : IPromiseFacts
{
    private const string OneSql = "select id, window_start, due_at, time_zone, state from promise where id = @id";

    public async Task<MessagePromise?> FindAsync(string promiseId, CancellationToken cancellationToken) =>
        await database.FirstAsync<NoticePromiseRow>(OneSql, new { id = promiseId }, cancellationToken) is { } row
            ? new MessagePromise(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.WindowStart), DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt), row.TimeZone, row.State)
            : null;
}

internal sealed record NoticePromiseRow(string Id, long WindowStart, long DueAt, string TimeZone, string State);
