using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>SQL of who has a conversation: every change is a compare-and-set of its version.</summary>
internal static class SessionStore
{
    private const string Columns = """
        conversation_id, customer_id, channel, state, owner_kind, owner_id, owner_name, platform, platform_at, number, reason, refused,
        since, unanswered_at, version, asked_reason, skill, language, priority, lead_id, complaint_id, due_at, tried, offer, offered_at
        """;

    private const string OneSql = $"select {Columns} from service_session where conversation_id = @id";

    private const string InsertSql = """
        insert into service_session (conversation_id, customer_id, channel, state, owner_kind, owner_id, owner_name, platform, platform_at, number,
            reason, refused, since, unanswered_at, version, asked_reason, skill, language, priority, lead_id, complaint_id, due_at, tried, offer, offered_at)
        values (@conversation_id, @customer_id, @channel, @state, @owner_kind, @owner_id, @owner_name, @platform, @platform_at, @number,
            @reason, @refused, @since, @unanswered_at, 1, @asked_reason, @skill, @language, @priority, @lead_id, @complaint_id, @due_at, @tried, @offer, @offered_at)
        on conflict (conversation_id) do nothing
        """;

    private const string UpdateSql = """
        update service_session set state = @state, owner_kind = @owner_kind, owner_id = @owner_id, owner_name = @owner_name, platform = @platform,
            platform_at = @platform_at, number = @number, reason = @reason, refused = @refused, since = @since, unanswered_at = @unanswered_at,
            asked_reason = @asked_reason, skill = @skill, language = @language, priority = @priority, lead_id = @lead_id, complaint_id = @complaint_id,
            due_at = @due_at, tried = @tried, offer = @offer, offered_at = @offered_at, version = version + 1
        where conversation_id = @conversation_id and version = @version
        """;

    private const string AheadSql = """
        select count(*) from service_session where state = 'waiting' and platform <> 'waiting' and (priority = 'high' or @high = 0)
        """;

    private const string OfferSql = "update service_session set offer = @offer, offered_at = @at where conversation_id = @id";

    private const string UnansweredSql = "update service_session set unanswered_at = @at where conversation_id = @id";

    /// <summary>The row, or what no row means: the bot has it.</summary>
    public static SessionRow Get(Unit unit, ConversationRow conversation) => Find(unit, conversation.Id) ?? SessionRow.New(conversation.Id, conversation.CustomerId, conversation.Channel);

    public static SessionRow? Find(Unit unit, string conversationId)
    {
        var rows = unit.Read(OneSql, Map, ("id", conversationId));
        return rows.Count == 0 ? null : rows[0];
    }

    public static async Task<SessionRow> GetAsync(Database database, ConversationRow conversation, CancellationToken cancellationToken) =>
        (await database.ReadAsync(OneSql, Map, cancellationToken, ("id", conversation.Id))).FirstOrDefault()
        ?? SessionRow.New(conversation.Id, conversation.CustomerId, conversation.Channel);

    /// <summary>Stores it and returns it with its new version. Whoever lost the race looks again.</summary>
    public static SessionRow Save(Unit unit, SessionRow row)
    {
        (string, object?)[] values =
        [
            ("conversation_id", row.ConversationId), ("state", row.State), ("owner_kind", row.OwnerKind), ("owner_id", row.OwnerId),
            ("owner_name", row.OwnerName), ("platform", row.Platform), ("platform_at", row.PlatformAt), ("number", row.Number), ("reason", row.Reason),
            ("refused", row.Refused), ("since", row.Since), ("unanswered_at", row.UnansweredAt),
            ("asked_reason", row.Ask.Reason), ("skill", row.Ask.Skill), ("language", row.Ask.Language), ("priority", row.Ask.Priority),
            ("lead_id", row.Ask.LeadId), ("complaint_id", row.Ask.ComplaintId), ("due_at", row.DueAt), ("tried", row.Tried), ("offer", row.Offer),
            ("offered_at", row.OfferedAt),
        ];
        var saved = row.Version == 0
            ? unit.Execute(InsertSql, [.. values, ("customer_id", row.CustomerId), ("channel", row.Channel)])
            : unit.Execute(UpdateSql, [.. values, ("version", row.Version)]);
        return saved == 1 ? row with { Version = row.Version + 1 } : throw new LostRaceException();
    }

    /// <summary>Since when the customer waits for an answer; no change of hands, so the version stays.</summary>
    public static void Unanswered(Unit unit, string conversationId, long at) => unit.Add(UnansweredSql, ("at", at), ("id", conversationId));

    /// <summary>A call was offered, or that question is over; no change of hands.</summary>
    public static void Offer(Unit unit, string conversationId, string offer) => unit.Add(OfferSql, ("offer", offer), ("at", unit.NowMs), ("id", conversationId));

    /// <summary>How many wait at the desk who come before a newcomer of this priority.</summary>
    public static int Ahead(Unit unit, string priority) =>
        (int)unit.Read(AheadSql, row => row.GetInt64(0), ("high", priority == HandOverAsk.High ? 1L : 0L))[0];

    private static SessionRow Map(System.Data.Common.DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetInt64(8),
        r.GetInt64(9), r.GetString(10), r.GetString(11), r.GetInt64(12), r.GetInt64(13), r.GetInt64(14))
    {
        Ask = new HandOverAsk(r.GetString(15), r.GetString(16), r.GetString(17), r.GetString(18), r.GetString(19), r.GetString(20)), DueAt = r.GetInt64(21),
        Tried = r.GetString(22), Offer = r.GetString(23), OfferedAt = r.GetInt64(24),
    };
}
