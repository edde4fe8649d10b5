using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ChannelLogs;

/// <summary>SQL of channel logs. The head row is locked from the number's giving to the commit, so numbers are seen in their order.</summary>
internal static class ChannelLogStore
{
    private const string OpenSql = """
        insert into channel_log (channel, conversation, data, opened_at, keep_ms, forget_at)
        values (@channel, @conversation, @data, @now, @keep_ms, @forget_at)
        on conflict (channel, conversation) do nothing
        """;

    public const string HeadSql = """
        select last_seq, delivered, cast(case when closed_at is null then 0 else 1 end as bigint) as closed, data, version, note
        from channel_log where channel = @channel and conversation = @conversation
        """;

    private const string ChangeSql = """
        update channel_log set data = @data, version = version + 1
        where channel = @channel and conversation = @conversation and version = @version
        """;

    private const string NextSql = """
        update channel_log set last_seq = last_seq + 1, note = coalesce(cast(@note as text), note), forget_at = @now + keep_ms,
            closed_at = case when @closes = 1 then @now else closed_at end
        where channel = @channel and conversation = @conversation and closed_at is null and not exists (
            select 1 from channel_entry e where e.channel = @channel and e.conversation = @conversation and e.entry_key = @entry_key)
        returning last_seq
        """;

    private const string AddSql = """
        insert into channel_entry (channel, conversation, seq, entry_key, body, at)
        values (@channel, @conversation, @seq, @entry_key, @body, @now)
        """;

    private const string KnownSql = """
        select seq from channel_entry where channel = @channel and conversation = @conversation and entry_key = @entry_key
        """;

    public const string PageSql = """
        select seq, at, body from channel_entry
        where channel = @channel and conversation = @conversation and seq > @after order by seq limit @limit
        """;

    public const string EntrySql = """
        select seq, at, body from channel_entry where channel = @channel and conversation = @conversation and entry_key = @key
        """;

    private const string DeliveredSql = """
        update channel_log set delivered = @seq where channel = @channel and conversation = @conversation and delivered < @seq and last_seq >= @seq
        """;

    private const string TakeSql = """
        insert into channel_ticket (channel, key, until) values (@channel, @key, @until) on conflict (channel, key) do nothing
        """;

    public static bool Open(Unit unit, string channel, string conversation, string data, TimeSpan keep) => unit.Execute(OpenSql,
        ("channel", channel), ("conversation", conversation), ("data", data), ("now", unit.NowMs), ("keep_ms", (long)keep.TotalMilliseconds),
        ("forget_at", (unit.Now + keep).ToUnixTimeMilliseconds())) == 1;

    public static LogHead? Head(Unit unit, string channel, string conversation) =>
        unit.First<HeadRow>(HeadSql, new { channel, conversation })?.Of(conversation);

    public static bool Change(Unit unit, string channel, string conversation, string data, long version) => unit.Execute(ChangeSql,
        ("data", data), ("channel", channel), ("conversation", conversation), ("version", version)) == 1;

    public static LogReceipt Append(Unit unit, string channel, LogEntry entry)
    {
        var next = unit.Read(NextSql, row => row.GetInt64(0), ("note", entry.Note), ("now", unit.NowMs), ("closes", entry.Closes ? 1L : 0L),
            ("channel", channel), ("conversation", entry.Conversation), ("entry_key", entry.Key));
        if (next.Count == 0) return Why(unit, channel, entry);
        unit.Add(AddSql, ("channel", channel), ("conversation", entry.Conversation), ("seq", next[0]), ("entry_key", entry.Key),
            ("body", entry.Body), ("now", unit.NowMs));
        return new LogReceipt(next[0], LogOutcome.Added);
    }

    public static void Delivered(Unit unit, string channel, string conversation, long seq) =>
        unit.Add(DeliveredSql, ("seq", seq), ("channel", channel), ("conversation", conversation));

    public static bool Take(Unit unit, string channel, string key, DateTimeOffset until) =>
        unit.Execute(TakeSql, ("channel", channel), ("key", key), ("until", until.ToUnixTimeMilliseconds())) == 1;

    private static LogReceipt Why(Unit unit, string channel, LogEntry entry)
    {
        var known = unit.Read(KnownSql, row => row.GetInt64(0), ("channel", channel), ("conversation", entry.Conversation), ("entry_key", entry.Key));
        if (known.Count > 0) return new LogReceipt(known[0], LogOutcome.Known);
        return new LogReceipt(0, Head(unit, channel, entry.Conversation) is null ? LogOutcome.Missing : LogOutcome.Closed);
    }
}

internal sealed record HeadRow(long LastSeq, long Delivered, long Closed, string Data, long Version, string Note)
{
    public LogHead Of(string conversation) => new(conversation, LastSeq, Delivered, Closed == 1, Data, Version, Note);
}

internal sealed record EntryRow(long Seq, long At, string Body);
