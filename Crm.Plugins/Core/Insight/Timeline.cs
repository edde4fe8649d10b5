using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Insight;

/// <summary>Everything that happened with one customer, newest first. Every row's id begins with its time, so ids order it.</summary>
public static class Timeline
{
    private const string SeenSql = """
        select id from customer c where c.id = @id
            and (@own is null or exists (select 1 from lead l where l.customer_id = c.id and l.dealer_id = @own and l.accepted_at is not null))
        """;

    // A dealer sees its own leads, offers, promises and calls; conversations and complaints stay with the maker (L-04).
    private const string Sql = """
        select id, at, type, title, text, direction, channel, ref_id from (
            select m.id, m.at, 'message' as type, m.author as title, m.text, m.direction, v.channel, v.id as ref_id
            from message m join conversation v on v.id = m.conversation_id where m.customer_id = @id and @own is null
            union all
            select i.id, i.received_at, 'inquiry', i.kind, i.text, 'in', i.channel, i.id
            from inbox i where i.customer_id = @id and i.kind <> 'message' and @own is null
            union all
            select l.id, l.captured_at, 'lead', l.wish, coalesce(l.brand, '') || ' ' || coalesce(l.series, '') || ' ' || coalesce(l.model, ''), '', l.channel, l.id
            from lead l where l.customer_id = @id and (@own is null or l.dealer_id = @own)
            union all
            select o.id, o.offered_at, 'offer', o.state, d.name, '', '', o.id
            from offer o join lead l on l.id = o.lead_id join dealer d on d.id = o.dealer_id
            where l.customer_id = @id and (@own is null or o.dealer_id = @own)
            union all
            select f.id, f.at, 'fact', f.kind, coalesce(f.reason, ''), '', '', f.lead_id
            from lead_fact f join lead l on l.id = f.lead_id where l.customer_id = @id and (@own is null or l.dealer_id = @own)
            union all
            select p.id, p.requested_at, 'promise', p.state, coalesce(p.told_text, ''), '', '', p.id
            from promise p where p.customer_id = @id and (@own is null or p.owner_id = @own)
            union all
            select a.id, a.started_at, 'attempt', coalesce(a.result, 'running'), coalesce(a.note, ''),
                case when a.result = 'customer-called' then 'in' else 'out' end, 'phone', a.promise_id
            from attempt a join promise p on p.id = a.promise_id where p.customer_id = @id and (@own is null or p.owner_id = @own)
            union all
            select c.id, c.created_at, 'complaint', c.severity, c.text, 'in', '', c.id
            from complaint c where c.customer_id = @id and @own is null
            union all
            select n.id, n.at, 'complaint-note', n.kind, n.text, '', '', n.complaint_id
            from complaint_note n join complaint c on c.id = n.complaint_id where c.customer_id = @id and @own is null
            union all
            select s.id, s.at, 'consent', s.purpose, case when s.given = 1 then 'given' else 'withdrawn' end, 'in', s.channel, s.id
            from consent s where s.customer_id = @id and @own is null
            union all
            select n.id, n.at, 'private-chat', n.kind, coalesce(w.name, k.member_id), '', k.channel, k.id
            from link_note n join link k on k.id = n.link_id
                left join member w on w.channel = k.channel and w.account = k.account and w.member_id = k.member_id
            where n.customer_id = @id and (@own is null or w.dealer_id = @own)
        ) t where id < @before order by id desc limit @take
        """;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/customers/{id}/timeline", Get);

    private static async Task<Paged<TimelineItem>> Get(Database database, Caller caller, PageRequest page, string id)
    {
        if (await database.FirstAsync<string>(SeenSql, new { id, own = caller.DealerId }) is null) throw ProblemException.NotFound("customer");
        var rows = await database.QueryAsync<TimelineRow>(Sql, new { id, own = caller.DealerId, before = page.Before, take = page.Take });
        return Paged<TimelineItem>.Of([.. rows.Select(TimelineItem.From)], page, row => row.Id);
    }
}

internal sealed record TimelineRow(string Id, long At, string Type, string Title, string Text, string Direction, string Channel, string RefId);

/// <param name="Type">message, inquiry, lead, offer, fact, promise, attempt, complaint, complaint-note, consent or private-chat: one that the platform does
/// not show us, where the title says what is known of it and the text which of our people has it.</param>
/// <param name="RefId">What a click opens: the conversation, lead, callback or complaint.</param>
public sealed record TimelineItem(string Id, string At, string Type, string Title, string Text, string? Direction, string? Channel, string RefId)
{
    internal static TimelineItem From(TimelineRow row) => new(
        row.Id, Instants.Iso(row.At), row.Type, row.Title, row.Text.Trim(), CustomerViews.None(row.Direction), CustomerViews.None(row.Channel), row.RefId);
}
