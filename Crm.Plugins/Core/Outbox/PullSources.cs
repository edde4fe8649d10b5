using System.Data.Common;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <param name="Woken">Counts wakes; above what was last pulled somebody waits.</param>
internal sealed record PullRow(string Channel, string Key, string? Cursor, string? Hint, long? HintAt, long Woken, long Pulled, int Failures)
{
    public bool IsWoken => Woken > Pulled;
}

/// <param name="Waiting">The platform said there is something, and it is not fetched to the end yet.</param>
/// <param name="WaitUntil">Not before this instant, because the platform asked for it or a pull failed.</param>
internal sealed record PullStatus(string Channel, string Key, bool Waiting, long WaitUntil, long NextAt, long Failures);

/// <summary>SQL of the sources a channel is pulled from.</summary>
internal static class PullSources
{
    private const string Columns = "channel, key, cursor, hint, hint_at, woken, pulled, failures";

    private const string KnowSql = """
        insert into pull_source (channel, key, next_at) values (@channel, @key, @now)
        on conflict (channel, key) do update set next_at = @now
        """;

    private const string DueSql = $"""
        select {Columns} from pull_source where wait_until <= @now and (woken > pulled or next_at <= @now)
        """;

    private const string NextSql = """
        select coalesce(min(case when woken > pulled or next_at < wait_until then wait_until else next_at end), 0)
        from pull_source
        """;

    private const string StatusSql = """
        select channel, key, case when woken > pulled then 1 else 0 end as waiting, wait_until, next_at, failures from pull_source
        order by channel, key
        """;

    private const string OneSql = $"select {Columns} from pull_source where channel = @channel and key = @key";

    // The hint is forgotten only if it is still the one that was given.
    private const string MoveSql = """
        update pull_source set cursor = coalesce(@cursor, cursor), failures = 0,
            hint = case when woken = @given then null else hint end, hint_at = case when woken = @given then null else hint_at end
        where channel = @channel and key = @key
        """;

    private const string RestSql = """
        update pull_source set pulled = @pulled, next_at = @next_at, wait_until = @wait_until where channel = @channel and key = @key
        """;

    private const string FailSql = """
        update pull_source set failures = failures + 1, wait_until = @wait_until where channel = @channel and key = @key
        """;

    /// <summary>Makes the row of a listed source and has it pulled now.</summary>
    public static void Know(Unit unit, string channel, string key) => unit.Add(KnowSql, ("channel", channel), ("key", key), ("now", unit.NowMs));

    public static Task<List<PullRow>> DueAsync(Database database, long now, CancellationToken cancellationToken) =>
        database.ReadAsync(DueSql, Map, cancellationToken, ("now", now));

    /// <summary>When the next source is to be looked at, or 0.</summary>
    public static Task<long> NextAsync(Database database, CancellationToken cancellationToken) =>
        database.FirstAsync<long>(NextSql, null, cancellationToken);

    /// <summary>Every source that was ever pulled, for people to look at.</summary>
    public static Task<List<PullStatus>> StatusAsync(Database database, CancellationToken cancellationToken) => database.ReadAsync(StatusSql,
        row => new PullStatus(row.GetString(0), row.GetString(1), row.GetInt64(2) == 1, row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)), cancellationToken);

    public static PullRow? Find(Unit unit, string channel, string key)
    {
        var rows = unit.Read(OneSql, Map, ("channel", channel), ("key", key));
        return rows.Count == 0 ? null : rows[0];
    }

    public static void Move(Unit unit, PullRow row, string? cursor, bool keepHint) =>
        unit.Add(MoveSql, ("cursor", cursor), ("given", keepHint ? -1 : row.Woken), ("channel", row.Channel), ("key", row.Key));

    public static void Rest(Unit unit, PullRow row, DateTimeOffset nextAt, DateTimeOffset waitUntil, bool answered) =>
        unit.Add(RestSql, ("pulled", answered ? row.Woken : row.Pulled), ("next_at", nextAt.ToUnixTimeMilliseconds()),
            ("wait_until", waitUntil.ToUnixTimeMilliseconds()), ("channel", row.Channel), ("key", row.Key));

    public static void Fail(Unit unit, string channel, string key, DateTimeOffset waitUntil) =>
        unit.Add(FailSql, ("wait_until", waitUntil.ToUnixTimeMilliseconds()), ("channel", channel), ("key", key));

    private static PullRow Map(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), (int)row.GetInt64(7));
}
