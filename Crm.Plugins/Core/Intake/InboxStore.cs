using System.Text;
using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>SQL of the inbox: everything that came in, once per channel and key.</summary>
internal static class InboxStore
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private const string InsertSql = """
        insert into inbox (id, channel, dedup_key, kind, occurred_at, received_at, content_type, raw, raw_encoding, fingerprint,
            item, text, conversation_key, customer_id, lead_id, complaint_id, disposition, state, fault, receipt, turn)
        values (@id, @channel, @dedup_key, @kind, @occurred_at, @received_at, @content_type, @raw, @raw_encoding, @fingerprint,
            @item, @text, @conversation_key, @customer_id, @lead_id, @complaint_id, @disposition, @state, @fault, @receipt,
            (select coalesce(max(p.turn), 0) + 1 from inbox p where p.state = 0 and p.channel = @channel and p.conversation_key = @conversation_key))
        on conflict (channel, dedup_key) do nothing
        """;

    private const string FindSql = """
        select id, coalesce(fingerprint, '') as fingerprint, coalesce(receipt, '') as receipt, coalesce(disposition, '') as disposition
        from inbox where channel = @channel and dedup_key = @dedup_key
        """;

    // What stands behind a delayed item of its conversation is left out, or two hundred of them would hold up everybody.
    private const string QueueSql = """
        select id from inbox i
        where state = 0 and next_at <= @now and not exists (
            select 1 from inbox e
            where e.state = 0 and e.channel = i.channel and e.conversation_key = i.conversation_key and (e.turn, e.id) < (i.turn, i.id) and e.next_at > @now)
        order by id limit 200
        """;

    private const string FirstSql = """
        select id from inbox where state = 0 and kind in ('contact-added', 'session-entered') and next_at <= @now order by id limit 100
        """;

    private const string MessagesSql = """
        select i.id, i.text, coalesce(c.locale, '') as locale, coalesce(c.id, '') as conversation_id
        from inbox i left join conversation c on c.channel = i.channel and c.conversation_key = i.conversation_key
        where i.id = any(@ids) and i.kind = 'message' and i.state = 0 and i.text <> '' order by i.id
        """;

    private const string TakeSql = """
        select id, channel, kind, occurred_at, received_at, item, coalesce(conversation_key, '') as conversation_key, attempts
        from inbox i
        where id = @id and state = 0 and not exists (
            select 1 from inbox e where e.state = 0 and e.channel = i.channel and e.conversation_key = i.conversation_key and (e.turn, e.id) < (i.turn, i.id))
        for update skip locked
        """;

    // Waits for a node that is handling it; then it may turn out to be settled, and no row comes back.
    private const string TakeNextSql = """
        select id, channel, kind, occurred_at, received_at, item, coalesce(conversation_key, '') as conversation_key, attempts
        from inbox i
        where state = 0 and (id = @id or (channel = @channel and conversation_key = @conversation_key))
        order by turn, id limit 1
        for update
        """;

    private const string KeepSql = "update inbox set receipt = @receipt where id = @id";

    private const string SettleSql = """
        update inbox set state = 1, disposition = @disposition, customer_id = @customer_id, lead_id = @lead_id, complaint_id = @complaint_id,
            fault = @fault
        where id = @id and state = 0
        """;

    private const string DelaySql = "update inbox set attempts = attempts + 1, next_at = @next_at, fault = @fault where id = @id and state = 0";

    /// <summary>Stores the item; false where the key is already there.</summary>
    public static bool Insert(Unit unit, string id, string channel, InboundItem item, Settlement? settled, CaptureReceipt? receipt)
    {
        var (raw, encoding) = Text(item.Raw.Span);
        return unit.Execute(InsertSql,
            ("id", id), ("channel", channel), ("dedup_key", item.DedupKey), ("kind", Words.Of(item.Kind)),
            ("occurred_at", Math.Min(item.OccurredAt.ToUnixTimeMilliseconds(), unit.NowMs)), ("received_at", unit.NowMs),
            ("content_type", item.RawContentType), ("raw", raw), ("raw_encoding", encoding), ("fingerprint", item.Fingerprint),
            ("item", item.Form is null || settled?.Disposition == "quarantined" ? ItemJson.Write(item) : ""), ("text", item.Form?.Message ?? item.Message?.Text ?? ""),
            ("conversation_key", item.ConversationKey), ("customer_id", settled?.CustomerId), ("lead_id", settled?.LeadId),
            ("complaint_id", settled?.ComplaintId), ("disposition", settled?.Disposition), ("state", settled is null ? 0L : 1L),
            ("fault", item.Fault), ("receipt", receipt is null ? null : ItemJson.Write(receipt))) == 1;
    }

    public static KnownItem? Find(Unit unit, string channel, string dedupKey)
    {
        var rows = unit.Read(FindSql, row => new KnownItem(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)),
            ("channel", channel), ("dedup_key", dedupKey));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>What is to be handled next: first whoever waits for a welcome, then the rest in the order it came.</summary>
    public static async Task<IEnumerable<string>> QueueAsync(Database database, long now, CancellationToken cancellationToken)
    {
        var first = await database.QueryAsync<string>(FirstSql, new { now }, cancellationToken);
        return first.Union(await database.QueryAsync<string>(QueueSql, new { now }, cancellationToken));
    }

    /// <summary>The words of those that are messages with words.</summary>
    public static Task<IReadOnlyList<WaitingMessage>> MessagesAsync(Database database, string[] ids, CancellationToken cancellationToken) =>
        database.QueryAsync<WaitingMessage>(MessagesSql, new { ids }, cancellationToken);

    /// <summary>The row, if it is still to be handled and nothing older of its conversation is.</summary>
    public static PendingItem? Take(Unit unit, string id)
    {
        var rows = unit.Read(TakeSql, Map, ("id", id));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The oldest pending row of the conversation of this item, which may be the item itself.</summary>
    public static PendingItem? TakeNext(Unit unit, string channel, string id, string? conversationKey)
    {
        var rows = unit.Read(TakeNextSql, Map, ("id", id), ("channel", channel), ("conversation_key", conversationKey));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Remembers the answer for whoever repeats the item.</summary>
    public static void Keep(Unit unit, string id, CaptureReceipt receipt) => unit.Add(KeepSql, ("receipt", ItemJson.Write(receipt)), ("id", id));

    public static void Settle(Unit unit, string id, Settlement settled, string? fault = null) =>
        unit.Add(SettleSql, ("disposition", settled.Disposition), ("customer_id", settled.CustomerId), ("lead_id", settled.LeadId),
            ("complaint_id", settled.ComplaintId), ("fault", fault), ("id", id));

    public static void Delay(Unit unit, string id, long nextAt, string fault) =>
        unit.Add(DelaySql, ("next_at", nextAt), ("fault", fault), ("id", id));

    private static PendingItem Map(System.Data.Common.DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        row.GetString(5), row.GetString(6), row.GetInt64(7));

    /// <summary>Text as it came; bytes that are no UTF-8 text (or hold NUL, which PostgreSQL refuses) as Base64.</summary>
    private static (string Text, string Encoding) Text(ReadOnlySpan<byte> raw)
    {
        try
        {
            if (!raw.Contains((byte)0)) return (StrictUtf8.GetString(raw), "utf8");
        }
        catch (DecoderFallbackException)
        {
        }

        return (Convert.ToBase64String(raw), "base64");
    }
}

/// <summary>Where an item went. Disposition is null for kinds that are no inquiry.</summary>
public sealed record Settlement(string? Disposition, string? CustomerId, string? LeadId = null, string? ComplaintId = null);

internal sealed record KnownItem(string Id, string Fingerprint, string Receipt, string Disposition);

public sealed record PendingItem(
    string Id, string Channel, string Kind, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt, string Item, string ConversationKey, long Attempts);
