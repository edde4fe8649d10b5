using System.Data.Common;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>SQL of promises and attempts, for writing. Every change is a compare-and-set on the version.</summary>
public static class PromiseStore
{
    private const string InsertSql = """
        insert into promise (id, customer_id, lead_id, complaint_id, inquiry_id, conversation_id, topic, kind, state, open_key, requested_at,
            window_start, due_at, time_zone, calendar_id, calendar_version, owner_kind, owner_id, told_text, locale, priority)
        values (@id, @customer_id, @lead_id, @complaint_id, @inquiry_id, @conversation_id, @topic, @kind, 'scheduled', @open_key, @at,
            @window_start, @due_at, @time_zone, @calendar_id, @calendar_version, @owner_kind, @owner_id, @told_text, @locale, @priority)
        """;

    private const string Columns = """
        id, customer_id, coalesce(lead_id, ''), coalesce(complaint_id, ''), coalesce(conversation_id, ''), topic, kind, state,
        coalesce(outcome, ''), coalesce(open_key, ''), requested_at, window_start, due_at, time_zone, calendar_id, calendar_version, owner_kind,
        coalesce(owner_id, ''), coalesce(assigned_to, ''), priority, attempt_count, coalesce(next_attempt_at, 0), coalesce(first_attempt_at, 0),
        coalesce(kept_at, 0), coalesce(broken_at, 0), coalesce(broken_reason, ''), reschedule_count, coalesce(told_text, ''), locale, version, coalesce(moved_at, 0)
        """;

    private const string OneSql = $"select {Columns} from promise where id = @id for update";

    private const string OwnSql = $"select {Columns} from promise where id = @id and customer_id = @customer_id for update";

    private const string OpenSql = $"select {Columns} from promise where open_key = @open_key for update";

    private const string OfLeadSql = $"select {Columns} from promise where lead_id = @lead_id and open_key is not null order by id desc limit 1";

    private const string NextSql = $"""
        select {Columns} from promise
        where open_key is not null and owner_kind = @owner_kind and (owner_id = @owner_id or @owner_id = '')
            and (assigned_to is null or assigned_to = @assigned_to or @owner_kind = 'dealer')
        order by due_at limit @take
        """;

    private const string OpenOfCustomerSql = $"select {Columns} from promise where customer_id = @customer_id and open_key is not null order by due_at";

    private const string SaveSql = """
        update promise set state = @state, outcome = @outcome, open_key = @open_key, window_start = @window_start, due_at = @due_at,
            owner_kind = @owner_kind, owner_id = @owner_id, assigned_to = @assigned_to, priority = @priority, attempt_count = @attempt_count,
            next_attempt_at = @next_attempt_at, first_attempt_at = @first_attempt_at, kept_at = @kept_at, broken_at = @broken_at,
            broken_reason = @broken_reason, reschedule_count = @reschedule_count, moved_at = @moved_at, told_text = @told_text, kind = @kind,
            calendar_id = @calendar_id, calendar_version = @calendar_version,
            closed_at = case when cast(@open_key as text) is null then coalesce(closed_at, @now) else null end, version = version + 1
        where id = @id and version = @version
        """;

    public static void Add(Unit unit, NewPromise promise) => unit.Add(InsertSql,
        ("id", promise.Id), ("customer_id", promise.CustomerId), ("lead_id", promise.LeadId), ("complaint_id", promise.ComplaintId),
        ("inquiry_id", promise.InquiryId), ("conversation_id", promise.ConversationId), ("topic", promise.Topic), ("kind", promise.Kind),
        ("open_key", OpenKey(promise.CustomerId, promise.Topic, promise.LeadId)), ("at", unit.NowMs), ("window_start", promise.WindowStart.ToUnixTimeMilliseconds()),
        ("due_at", promise.DueAt.ToUnixTimeMilliseconds()), ("time_zone", promise.TimeZone), ("calendar_id", promise.CalendarId),
        ("calendar_version", promise.CalendarVersion), ("owner_kind", promise.OwnerId is null ? "desk" : "dealer"), ("owner_id", promise.OwnerId),
        ("told_text", promise.ToldText), ("locale", promise.Locale), ("priority", promise.Priority));

    public static PromiseRow? Get(Unit unit, string id) => First(unit.Read(OneSql, Map, ("id", id)));

    /// <summary>The promise, if it was made to this customer.</summary>
    public static PromiseRow? OfCustomer(Unit unit, string id, string customerId) => First(unit.Read(OwnSql, Map, ("id", id), ("customer_id", customerId)));

    /// <summary>The open promise of a person on a topic: there is at most one (C-15).</summary>
    public static PromiseRow? Open(Unit unit, string customerId, string topic, string? leadId = null) =>
        First(unit.Read(OpenSql, Map, ("open_key", OpenKey(customerId, topic, leadId))));

    public static PromiseRow? OpenOfLead(Unit unit, string leadId) => First(unit.Read(OfLeadSql, Map, ("lead_id", leadId)));

    /// <summary>Open calls, the next due first: a dealer's, or those of the desk that are this person's or nobody's.</summary>
    public static IReadOnlyList<PromiseRow> Next(Unit unit, string? dealerId, string userId, int take) => unit.Read(NextSql, Map,
        ("owner_kind", dealerId is null ? "desk" : "dealer"), ("owner_id", dealerId ?? ""), ("assigned_to", userId), ("take", (long)take));

    /// <summary>Every open promise to a person, the next one first.</summary>
    public static IReadOnlyList<PromiseRow> OpenOfCustomer(Unit unit, string customerId) => unit.Read(OpenOfCustomerSql, Map, ("customer_id", customerId));

    /// <summary>Writes all that can change. The row must be the newest read; otherwise somebody else was first.</summary>
    public static bool Save(Unit unit, PromiseRow p) => unit.Execute(SaveSql,
        ("state", p.State), ("outcome", None(p.Outcome)), ("open_key", None(p.OpenKey)), ("window_start", p.WindowStart), ("due_at", p.DueAt),
        ("owner_kind", p.OwnerKind), ("owner_id", None(p.OwnerId)), ("assigned_to", None(p.AssignedTo)), ("priority", p.Priority),
        ("attempt_count", p.AttemptCount), ("next_attempt_at", None(p.NextAttemptAt)), ("first_attempt_at", None(p.FirstAttemptAt)),
        ("kept_at", None(p.KeptAt)), ("broken_at", None(p.BrokenAt)), ("broken_reason", None(p.BrokenReason)),
        ("reschedule_count", p.RescheduleCount), ("moved_at", None(p.MovedAt)), ("told_text", None(p.ToldText)), ("kind", p.Kind),
        ("calendar_id", p.CalendarId), ("calendar_version", p.CalendarVersion), ("now", unit.NowMs), ("id", p.Id),
        ("version", p.Version)) == 1;

    /// <summary>Each lead is a topic of its own: another car, mostly at another dealer, is another call.</summary>
    private static string OpenKey(string customerId, string topic, string? leadId) =>
        topic == Topics.Lead && leadId is { Length: > 0 } ? $"{customerId}:{topic}:{leadId}" : $"{customerId}:{topic}";

    private static string? None(string text) => text.Length == 0 ? null : text;

    private static long? None(long at) => at == 0 ? null : at;

    private static PromiseRow? First(List<PromiseRow> rows) => rows.Count == 0 ? null : rows[0];

    private static PromiseRow Map(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7),
        r.GetString(8), r.GetString(9), r.GetInt64(10), r.GetInt64(11), r.GetInt64(12), r.GetString(13), r.GetString(14), r.GetInt64(15),
        r.GetString(16), r.GetString(17), r.GetString(18), r.GetInt64(19), r.GetInt64(20), r.GetInt64(21), r.GetInt64(22), r.GetInt64(23),
        r.GetInt64(24), r.GetString(25), r.GetInt64(26), r.GetString(27), r.GetString(28), r.GetInt64(29), r.GetInt64(30));
}

/// <param name="OwnerId">The dealer that is to call; null = the maker's own desk.</param>
/// <param name="Kind">asap or slot.</param>
/// <param name="Priority">1 puts it first in the queue, as danger does.</param>
public sealed record NewPromise(
    string Id, string CustomerId, string? LeadId, string? ComplaintId, string? InquiryId, string? ConversationId, string Topic, string Kind,
    DateTimeOffset WindowStart, DateTimeOffset DueAt, string TimeZone, string CalendarId, long CalendarVersion, string? OwnerId,
    string? ToldText, string Locale, long Priority = 0);

/// <summary>A promise as stored. Strings are empty and instants 0 where unknown.</summary>
/// <param name="FirstAttemptAt">Of the present window.</param>
/// <param name="MovedAt">The customer chose the present window then.</param>
public sealed record PromiseRow(
    string Id, string CustomerId, string LeadId, string ComplaintId, string ConversationId, string Topic, string Kind, string State, string Outcome,
    string OpenKey, long RequestedAt, long WindowStart, long DueAt, string TimeZone, string CalendarId, long CalendarVersion, string OwnerKind,
    string OwnerId, string AssignedTo, long Priority, long AttemptCount, long NextAttemptAt, long FirstAttemptAt, long KeptAt, long BrokenAt,
    string BrokenReason, long RescheduleCount, string ToldText, string Locale, long Version, long MovedAt)
{
    public bool IsOpen => OpenKey.Length > 0;
}
