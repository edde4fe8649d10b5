using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>What an agent has to answer: who waits, in the order to take them, then their own conversations.</summary>
public static class AgentBoard
{
    private const string ListSql = """
        select s.conversation_id as id, s.customer_id, coalesce(u.name, '') as customer_name, s.channel, s.state, s.platform, s.reason, s.since, s.due_at,
            coalesce(t.due_at, 0) as ends_at, s.unanswered_at, s.asked_reason, s.skill, s.language, s.priority, s.lead_id, s.complaint_id, s.version,
            coalesce((select m.text from message m where m.conversation_id = s.conversation_id and m.direction = 'in' order by m.id desc limit 1), '') as last_text,
            (select count(*) from message m where m.conversation_id = s.conversation_id and m.direction = 'in'
                and (m.id > n.message_id or n.message_id is null and m.at >= s.since - 60000)) as unread
        from service_session s left join customer u on u.id = s.customer_id
            left join step t on t.subject_id = s.conversation_id and t.step = 'waiting' and t.state in (0, 1)
            left join conversation_seen n on n.conversation_id = s.conversation_id and n.user_id = @me
        where s.state = 'waiting' or (s.state = 'agent' and s.owner_kind = 'user' and s.owner_id = @me)
        order by case when s.state = 'waiting' then 0 else 1 end, case when s.priority = 'high' then 0 else 1 end, s.since, s.conversation_id limit 200
        """;

    private const string DutySql = "select coalesce((select on_duty from desk_duty where user_id = @me), 1)";

    public static async Task<QueueBoard> ReadAsync(Database database, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<QueueRow>(ListSql, new { me = caller.Id });
        return new QueueBoard([.. rows.Select(QueueItem.From)], null, await DutyAsync(database, caller));
    }

    public static async Task<DutyItem> DutyAsync(Database database, Caller caller)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var count = await DeskDuty.CountAsync(database);
        return new DutyItem(await database.FirstAsync<long>(DutySql, new { me = caller.Id }) == 1, count.There, count.Everybody);
    }
}

internal sealed record QueueRow(
    string Id, string CustomerId, string CustomerName, string Channel, string State, string Platform, string Reason, long Since, long DueAt, long EndsAt,
    long UnansweredAt, string AskedReason, string Skill, string Language, string Priority, string LeadId, string ComplaintId, long Version, string LastText, long Unread);

/// <param name="Items">Waiting ones first, in the order to take them; then the caller's own.</param>
public sealed record QueueBoard(IReadOnlyList<QueueItem> Items, string? NextCursor, DutyItem Duty);

/// <param name="OnDuty">The caller.</param>
/// <param name="There">Agents on duty, of <paramref name="Everybody"/> who may sign in.</param>
public sealed record DutyItem(bool OnDuty, long There, long Everybody);

/// <param name="State">waiting or agent.</param>
/// <param name="InPool">It waits in the platform's own pool; one of its members takes it there.</param>
/// <param name="EndsAt">When waiting ends and the bot offers a call; null where an agent has it.</param>
/// <param name="UnansweredSince">The owner's customer waits for an answer since then.</param>
/// <param name="Unread">Messages of the customer the caller has not seen.</param>
public sealed record QueueItem(
    string Id, string CustomerId, string? CustomerName, string Channel, string State, bool InPool, string Since, string? EndsAt, string? UnansweredSince,
    HandOverItem? HandOver, string LastText, long Unread, long Version)
{
    internal static QueueItem From(QueueRow row) => new(
        row.Id, row.CustomerId, CustomerViews.None(row.CustomerName), row.Channel, row.State, row.Platform == "waiting", Instants.Iso(row.Since),
        Instants.IsoOrNull(row.EndsAt), Instants.IsoOrNull(row.UnansweredAt),
        HandOverItem.Of(new HandOverAsk(row.AskedReason, row.Skill, row.Language, row.Priority, row.LeadId, row.ComplaintId), row.DueAt), row.LastText, row.Unread, row.Version);
}
