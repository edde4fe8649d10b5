using System.Data.Common;
using System.Runtime.CompilerServices;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// The numbered events as a live stream. One loop reads what is new once for all readers; a reader that comes back
/// after a while catches up from the store first.
/// </summary>
public sealed class EventFeed(Database database, Events events, TimeProvider time, ILogger<EventFeed> log) : BackgroundService
{
    private const int PageSize = 500;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    private const string PageSql = """
        select seq, id, type, at, customer_id, lead_id, promise_id, complaint_id, conversation_id, dealer_id, data
        from event where seq > @after order by seq limit @limit
        """;

    private const string LastSql = "select coalesce(max(seq), 0) from event";

    private readonly EventTail _tail = new();

    /// <summary>Number of the newest event: where a reader starts who wants only what comes.</summary>
    public Task<long> LastAsync(CancellationToken cancellationToken) => database.FirstAsync<long>(LastSql, null, cancellationToken);

    /// <summary>Everything after <paramref name="afterSeq"/> that matches, in order, then what comes, until cancelled.</summary>
    public async IAsyncEnumerable<PublishedEvent> ReadAsync(
        long afterSeq, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = _tail.Enter();
        events.Published.Set();
        while (true)
        {
            var more = _tail.More;
            var page = _tail.After(afterSeq) ?? await PageAsync(afterSeq, cancellationToken);
            foreach (var e in page)
            {
                afterSeq = e.Seq;
                if (filter.Matches(e)) yield return e;
            }

            if (page.Count == 0) await more.WaitAsync(cancellationToken);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Loop.RunAsync("The event feed", RoundAsync, time, log, stoppingToken);

    private async Task RoundAsync(CancellationToken stopping)
    {
        if (_tail.HasReaders)
        {
            if (_tail.Last is not { } last) _tail.Restart(await LastAsync(stopping));
            else
            {
                var page = await PageAsync(last, stopping);
                _tail.Append(page);
                if (page.Count == PageSize) return;
            }
        }

        await events.Published.WaitAsync(Sweep, time, stopping);
    }

    private Task<List<PublishedEvent>> PageAsync(long after, CancellationToken cancellationToken) =>
        database.ReadAsync(PageSql, Map, cancellationToken, ("after", after), ("limit", (long)PageSize));

    private static PublishedEvent Map(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        Text(row, 4), Text(row, 5), Text(row, 6), Text(row, 7), Text(row, 8), Text(row, 9), row.GetString(10));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
