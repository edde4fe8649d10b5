using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>SQL by which a node takes deliveries and gives them back. A claim is a lease: it runs out when its node dies.</summary>
internal static class DeliveryClaims
{
    /// <summary>Longer than any send may take, so that a live node's claim never runs out.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(40);

    /// <summary>The lane of what is pointless soon, such as the first word to a new contact.</summary>
    public const string Urgent = "urgent";

    public const string Messages = "message";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    // Each step of the recursion jumps to the next channel through the index, so a long queue costs nothing here.
    private const string LanesSql = """
        with recursive waiting(channel) as (
            select min(channel) from delivery where state = 0
            union all
            select (select min(d.channel) from delivery d where d.state = 0 and d.channel > waiting.channel) from waiting where waiting.channel is not null)
        select coalesce(w.channel, '') as channel, lane.name from waiting w
        cross join (select 'urgent' as name union all select 'message' union all select 'operation' union all select 'lookup') lane
        where w.channel is not null and (
            exists (select 1 from delivery d where d.state = 0 and d.channel = w.channel and d.kind = lane.name and d.next_at <= @now)
            or (lane.name = 'urgent' and exists (
                select 1 from delivery d where d.state = 0 and d.channel = w.channel and d.deadline > @now and d.deadline <= @soon and d.next_at <= @now)))
        """;

    private const string OverdueSql = """
        select (select count(*) from delivery where state = 1 and claimed_until <= @now)
            + (select count(*) from delivery where state = 0 and deadline <= @now)
            + (select count(*) from delivery where state = 4 and next_at <= @now)
        """;

    private const string NextSql = "select coalesce(min(next_at), 0) from delivery where state = 0 and next_at > @now";

    private const string FreeSql = """
        update delivery set state = 0, claimed_by = null, claimed_until = null, next_at = @now where state = 1 and claimed_until <= @until
        """;

    private const string ExpiredSql = $"select {DeliveryRow.Columns} from delivery where state = 0 and deadline <= @now limit 100";

    private const string UnconfirmedSql = $"select {DeliveryRow.Columns} from delivery where state = 4 and next_at <= @now limit 100";

    // Of a conversation only the oldest message that is not settled may go.
    private const string Due = """
        d.state = 0 and d.channel = @channel and d.next_at <= @now and (d.deadline is null or d.deadline > @now)
                and (d.kind = 'lookup' or d.conversation_id is null or not exists (
                    select 1 from delivery o
                    where o.conversation_id = d.conversation_id and o.state in (0, 1) and o.kind = d.kind and o.id < d.id))
        """;

    private const string Claim = $"""
        limit @limit for update of d skip locked)
        update delivery set state = 1, attempts = attempts + 1, claimed_by = @me, claimed_until = @until
        where id in (select picked.id from picked)
        returning {DeliveryRow.Columns}
        """;

    private const string TakeSql = $"""
        with picked as (
            select d.id from delivery d
            where {Due} and d.kind = @lane
            order by d.next_at, d.id
            {Claim}
        """;

    private const string TakeUrgentSql = $"""
        with picked as (
            select d.id from delivery d
            where {Due} and d.deadline > @now and d.deadline <= @soon
            order by d.deadline, d.id
            {Claim}
        """;

    private const string StillMineSql = "select id from delivery where id = @id and state = 1 and claimed_by = @me and attempts = @attempts for update";

    private const string StillSql = "select id from delivery where id = @id and state = @state and attempts = @attempts for update";

    private const string AgainSql = """
        update delivery set state = 0, next_at = @next_at, reason = @reason, claimed_by = null, claimed_until = null where id = @id
        """;

    /// <summary>Where something is due.</summary>
    public static Task<IReadOnlyList<DeliveryLane>> LanesAsync(Database database, long now, CancellationToken cancellationToken) =>
        database.QueryAsync<DeliveryLane>(LanesSql, new { now, soon = now + (long)Soon.TotalMilliseconds }, cancellationToken);

    /// <summary>How many rows want more than sending: claims of the dead, deadlines, unconfirmed sends.</summary>
    public static Task<long> OverdueAsync(Database database, long now, CancellationToken cancellationToken) =>
        database.FirstAsync<long>(OverdueSql, new { now }, cancellationToken);

    /// <summary>When the next one that waits falls due, or 0.</summary>
    public static Task<long> NextAsync(Database database, long now, CancellationToken cancellationToken) =>
        database.FirstAsync<long>(NextSql, new { now }, cancellationToken);

    /// <summary>Gives back the claims that ran out; with <see cref="long.MaxValue"/> all, where no other node can be.</summary>
    public static void Free(Unit unit, long until) => unit.Add(FreeSql, ("now", unit.NowMs), ("until", until));

    public static Task<List<DeliveryRow>> ExpiredAsync(Database database, long now, CancellationToken cancellationToken) =>
        database.ReadAsync(ExpiredSql, DeliveryRow.Map, cancellationToken, ("now", now));

    public static Task<List<DeliveryRow>> UnconfirmedAsync(Database database, long now, CancellationToken cancellationToken) =>
        database.ReadAsync(UnconfirmedSql, DeliveryRow.Map, cancellationToken, ("now", now));

    public static List<DeliveryRow> Take(Unit unit, DeliveryLane lane, string me, int limit)
    {
        (string, object?) channel = ("channel", lane.Channel), now = ("now", unit.NowMs), most = ("limit", (long)limit), who = ("me", me),
            until = ("until", (unit.Now + Length).ToUnixTimeMilliseconds());
        var rows = lane.Name == Urgent
            ? unit.Read(TakeUrgentSql, DeliveryRow.Map, channel, now, ("soon", (unit.Now + Soon).ToUnixTimeMilliseconds()), most, who, until)
            : unit.Read(TakeSql, DeliveryRow.Map, channel, now, ("lane", lane.Name), most, who, until);
        rows.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return rows;
    }

    /// <summary>The fence: whoever lost the claim, or whose delivery was settled by a report, must not settle it.</summary>
    public static bool StillMine(Unit unit, DeliveryRow row, string me) =>
        unit.Read(StillMineSql, _ => true, ("id", row.Id), ("me", me), ("attempts", (long)row.Attempts)).Count == 1;

    /// <summary>The same fence for rows that nobody has claimed.</summary>
    public static bool Still(Unit unit, DeliveryRow row, DeliveryState state) =>
        unit.Read(StillSql, _ => true, ("id", row.Id), ("state", (long)state), ("attempts", (long)row.Attempts)).Count == 1;

    public static void Again(Unit unit, DeliveryRow row, DateTimeOffset at, string reason) =>
        unit.Add(AgainSql, ("next_at", at.ToUnixTimeMilliseconds()), ("reason", reason), ("id", row.Id));
}

/// <summary>One kind of work for one channel. Each has its own places, so a heap of lookups holds up no message.</summary>
/// <param name="Name"><c>urgent</c>, or the kind of delivery.</param>
internal sealed record DeliveryLane(string Channel, string Name);
