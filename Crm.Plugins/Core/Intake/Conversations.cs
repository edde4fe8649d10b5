using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>The two-way record with a customer on one channel.</summary>
public static class Conversations
{
    private const string FindSql = """
        select id, channel, customer_id, coalesce(reply_to, '') as reply_to, locale
        from conversation where channel = @channel and conversation_key = @key
        """;

    private const string ByIdSql = """
        select id, channel, customer_id, coalesce(reply_to, '') as reply_to, locale
        from conversation where id = @id
        """;

    private const string NewestSql = """
        select id, channel, customer_id, coalesce(reply_to, '') as reply_to, locale
        from conversation where customer_id = @customer_id and reply_to is not null order by last_message_at desc limit 1
        """;

    private const string InsertSql = """
        insert into conversation (id, channel, conversation_key, customer_id, reply_to, locale, scene, opened_at, last_message_at)
        values (@id, @channel, @key, @customer_id, @reply_to, @locale, @scene, @at, @at)
        """;

    private const string TouchSql = """
        update conversation set last_inbound_at = @at, last_message_at = @at, reply_to = coalesce(@reply_to, reply_to) where id = @id
        """;

    private const string LocaleSql = "update conversation set locale = @locale where id = @id";

    private const string SinceSql = """
        select count(*) from message m join conversation c on c.id = m.conversation_id
        where c.id = @id and m.direction = 'out' and m.at >= coalesce(c.last_inbound_at, 0)
        """;

    private const string SceneSql = "select scene from conversation where customer_id = @customer_id and scene is not null order by id limit 1";

    private const string LatelySql = """
        select count(*) from message where conversation_id = @id and author = 'system' and at > @since
        """;

    private const string MessageSql = """
        insert into message (id, conversation_id, customer_id, direction, author, kind, text, at, media_ref, inbox_id, delivery_id, media_id,
            author_id, author_name)
        values (@id, @conversation_id, @customer_id, @direction, @author, @kind, @text, @at, @media_ref, @inbox_id, @delivery_id, @media_id,
            @author_id, @author_name)
        """;

    private const string AttachSql = "update message set media_id = @media_id where id = @id";

    private const string LastInboxSql = "select inbox_id from message where conversation_id = @id and inbox_id is not null order by id desc limit 1";

    public static ConversationRow? Find(Unit unit, string channel, string key) => First(unit.Read(FindSql, Map, ("channel", channel), ("key", key)));

    public static ConversationRow? ById(Unit unit, string id) => First(unit.Read(ByIdSql, Map, ("id", id)));

    /// <summary>Where the customer can be written to, newest first.</summary>
    public static ConversationRow? Newest(Unit unit, string customerId) => First(unit.Read(NewestSql, Map, ("customer_id", customerId)));

    public static ConversationRow Open(Unit unit, string channel, string key, string customerId, string? replyTo, string locale, string? scene)
    {
        var id = Ids.New(unit.Now);
        unit.Add(InsertSql, ("id", id), ("channel", channel), ("key", key), ("customer_id", customerId), ("reply_to", replyTo),
            ("locale", locale), ("scene", scene), ("at", unit.NowMs));
        return new ConversationRow(id, channel, customerId, replyTo ?? "", locale);
    }

    public static async Task<ConversationRow?> FindAsync(Database database, string id, CancellationToken cancellationToken) =>
        (await database.ReadAsync(ByIdSql, Map, cancellationToken, ("id", id))).FirstOrDefault();

    public static async Task<ConversationRow?> FindAsync(Database database, string channel, string key, CancellationToken cancellationToken) =>
        (await database.ReadAsync(FindSql, Map, cancellationToken, ("channel", channel), ("key", key))).FirstOrDefault();

    /// <summary>What the customer wrote; also moves the address to answer to. Returns the message's id.</summary>
    public static string Received(Unit unit, ConversationRow conversation, InboundItem item, string inboxId, string author, DateTimeOffset at)
    {
        var message = item.Message ?? new ChatMessage("other", "");
        var id = Ids.New(unit.Now);
        unit.Add(MessageSql, ("id", id), ("conversation_id", conversation.Id), ("customer_id", conversation.CustomerId),
            ("direction", author == "customer" ? "in" : "out"), ("author", author), ("kind", message.Kind), ("text", message.Text),
            ("at", at.ToUnixTimeMilliseconds()), ("media_ref", message.MediaRef), ("inbox_id", inboxId), ("delivery_id", null), ("media_id", null),
            ("author_id", null), ("author_name", null));
        unit.Add(TouchSql, ("at", unit.NowMs), ("reply_to", item.ReplyTo), ("id", conversation.Id));
        return id;
    }

    /// <summary>The file a message came with is kept now.</summary>
    public static void Attach(Unit unit, string messageId, string mediaId) => unit.Add(AttachSql, ("media_id", mediaId), ("id", messageId));

    /// <summary>The newest item that came in by it; null where none did.</summary>
    public static string? LastInbox(Unit unit, string conversationId)
    {
        var rows = unit.Read(LastInboxSql, row => row.GetString(0), ("id", conversationId));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <param name="kind">Of what goes along: <c>image</c>, <c>file</c>, …</param>
    /// <param name="by">The person whose words they are; null for our own.</param>
    public static void Said(
        Unit unit, string conversationId, string customerId, string author, string text, string deliveryId, string kind = "text", string? mediaId = null, Caller? by = null) =>
        unit.Add(MessageSql, ("id", Ids.New(unit.Now)), ("conversation_id", conversationId), ("customer_id", customerId),
            ("direction", "out"), ("author", author), ("kind", kind), ("text", text), ("at", unit.NowMs), ("media_ref", null),
            ("inbox_id", null), ("delivery_id", deliveryId), ("media_id", mediaId), ("author_id", by?.Id), ("author_name", by?.Name));

    /// <summary>The language the customer wants to go on in.</summary>
    public static void SetLocale(Unit unit, string conversationId, string locale) => unit.Add(LocaleSql, ("locale", locale), ("id", conversationId));

    /// <summary>How many messages of ours went out since the customer last wrote.</summary>
    public static long SaidSinceHeard(Unit unit, string conversationId) => unit.Read(SinceSql, row => row.GetInt64(0), ("id", conversationId))[0];

    /// <summary>The code the customer scanned first, so that it can be followed to the purchase; null where none is known.</summary>
    public static string? FirstScene(Unit unit, string customerId)
    {
        var rows = unit.Read(SceneSql, row => row.GetString(0), ("customer_id", customerId));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Whether we spoke by ourselves within that time; nobody likes an echo after every word.</summary>
    public static bool SaidLately(Unit unit, string conversationId, TimeSpan within) =>
        unit.Read(LatelySql, row => row.GetInt64(0), ("id", conversationId), ("since", unit.NowMs - (long)within.TotalMilliseconds))[0] > 0;

    private static ConversationRow? First(List<ConversationRow> rows) => rows.Count == 0 ? null : rows[0];

    private static ConversationRow Map(System.Data.Common.DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));
}

/// <param name="ReplyTo">Empty where the channel cannot answer.</param>
public sealed record ConversationRow(string Id, string Channel, string CustomerId, string ReplyTo, string Locale);
