using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Media;

/// <summary>SQL of the queue of files to fetch from platforms. A claim is a lease.</summary>
public sealed class MediaFetches(MediaOptions options)
{
    private const string AddSql = """
        insert into media_fetch (message_id, channel, media_ref, kind, customer_id, conversation_id, state, next_at, lost_at)
        values (@message_id, @channel, @media_ref, @kind, @customer_id, @conversation_id, 0, @now, @lost_at)
        on conflict (message_id) do nothing
        """;

    private const string DueSql = """
        select message_id from media_fetch
        where (state = 0 and next_at <= @now) or (state = 1 and claimed_until <= @now) order by next_at limit @limit
        """;

    private const string TakeSql = """
        update media_fetch set state = 1, attempts = attempts + 1, claimed_until = @until
        where message_id = @message_id and ((state = 0 and next_at <= @now) or (state = 1 and claimed_until <= @now))
        returning message_id, channel, media_ref, kind, customer_id, conversation_id, attempts, lost_at
        """;

    // The number of the attempt is the fence: whoever lost the claim changes nothing.
    private const string DoneSql = """
        update media_fetch set state = 2, claimed_until = null, reason = null where message_id = @message_id and state = 1 and attempts = @attempts
        """;

    private const string AgainSql = """
        update media_fetch set state = case when @next_at >= lost_at then 3 else 0 end, next_at = @next_at, claimed_until = null, reason = @reason
        where message_id = @message_id and state = 1 and attempts = @attempts
        """;

    private const string GiveUpSql = """
        update media_fetch set state = 3, claimed_until = null, reason = @reason where message_id = @message_id and state = 1 and attempts = @attempts
        """;

    private const string WarnSql = """
        update media_fetch set warned = 1 where state in (0, 1) and warned = 0 and lost_at <= @soon
        returning message_id, customer_id, coalesce(reason, '') as reason
        """;

    internal Signal Queued { get; } = new();

    public void Add(Unit unit, string messageId, string channel, string mediaRef, string kind, string customerId, string conversationId, DateTimeOffset sentAt)
    {
        unit.Add(AddSql, ("message_id", messageId), ("channel", channel), ("media_ref", mediaRef), ("kind", kind), ("customer_id", customerId),
            ("conversation_id", conversationId), ("now", unit.NowMs), ("lost_at", sentAt.AddDays(options.PlatformDays).ToUnixTimeMilliseconds()));
        unit.AfterCommit(Queued.Set);
    }

    internal static Task<IReadOnlyList<string>> DueAsync(Database database, long now, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync<string>(DueSql, new { now, limit }, cancellationToken);

    internal static MediaFetchRow? Take(Unit unit, string messageId, TimeSpan lease)
    {
        var rows = unit.Read(TakeSql, row => new MediaFetchRow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
            row.GetString(5), row.GetInt64(6), row.GetInt64(7)), ("until", (unit.Now + lease).ToUnixTimeMilliseconds()), ("message_id", messageId), ("now", unit.NowMs));
        return rows.Count == 0 ? null : rows[0];
    }

    internal static bool Done(Unit unit, MediaFetchRow row) => unit.Execute(DoneSql, ("message_id", row.MessageId), ("attempts", row.Attempts)) == 1;

    /// <summary>Given up where the next try would come after the platform has thrown the file away.</summary>
    internal static void Again(Unit unit, MediaFetchRow row, DateTimeOffset at, string reason) => unit.Add(AgainSql,
        ("next_at", at.ToUnixTimeMilliseconds()), ("reason", reason), ("message_id", row.MessageId), ("attempts", row.Attempts));

    internal static void GiveUp(Unit unit, MediaFetchRow row, string reason) =>
        unit.Add(GiveUpSql, ("reason", reason), ("message_id", row.MessageId), ("attempts", row.Attempts));

    internal List<(string MessageId, string CustomerId, string Reason)> Warn(Unit unit) => unit.Read(WarnSql,
        row => (row.GetString(0), row.GetString(1), row.GetString(2)), ("soon", unit.Now.AddHours(options.WarnHours).ToUnixTimeMilliseconds()));
}

/// <param name="LostAt">Until then the platform keeps it.</param>
internal sealed record MediaFetchRow(
    string MessageId, string Channel, string MediaRef, string Kind, string CustomerId, string ConversationId, long Attempts, long LostAt);
