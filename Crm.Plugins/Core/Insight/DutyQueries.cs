using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>All that hangs on one of our people: customers on a channel, and what is open with them or taken on by name.</summary>
public static class DutyQueries
{
    private const string LinksSql = """
        select k.id, k.contact, k.customer_id, coalesce(c.name, '') as name, k.state, coalesce(k.ended_by, '') as ended_by
        from link k join customer c on c.id = k.customer_id
        where k.channel = @channel and k.account = @account and k.member_id = @member and k.state <> 'ended'
        order by k.id
        """;

    private const string LeadsSql = """
        select l.id, l.customer_id, l.stage, coalesce(l.brand, '') || ' ' || coalesce(l.series, '') as vehicle, coalesce(l.dealer_id, '') as dealer_id,
            coalesce(l.adviser_id, '') as adviser_id
        from lead l
        where l.stage not in ('ordered', 'delivered', 'lost', 'invalid', 'duplicate', 'withdrawn')
            and (l.adviser_id = @user_id or exists (
                select 1 from link k where k.customer_id = l.customer_id and k.channel = @channel and k.account = @account
                    and k.member_id = @member and k.state <> 'ended'))
        order by l.id
        """;

    private const string PromisesSql = """
        select p.id, p.customer_id, p.due_at, coalesce(p.owner_id, '') as owner_id, coalesce(p.assigned_to, '') as assigned_to
        from promise p
        where p.open_key is not null
            and (p.assigned_to = @user_id or exists (
                select 1 from link k where k.customer_id = p.customer_id and k.channel = @channel and k.account = @account
                    and k.member_id = @member and k.state <> 'ended'))
        order by p.due_at, p.id
        """;

    private const string OffersSql = """
        select o.id, o.lead_id, l.customer_id, o.dealer_id, o.accept_by
        from offer o join lead l on l.id = o.lead_id
        where o.state = 'open' and exists (
            select 1 from link k where k.customer_id = l.customer_id and k.channel = @channel and k.account = @account
                and k.member_id = @member and k.state <> 'ended')
        order by o.id
        """;

    /// <param name="userId">The member's user; empty where nobody.</param>
    public static async Task<MemberDuties> OfAsync(Database database, string channel, string account, string member, string userId)
    {
        var args = new { channel, account, member, user_id = userId.Length == 0 ? "-" : userId };
        return new MemberDuties(
            await database.QueryAsync<DutyLink>(LinksSql, args), await database.QueryAsync<DutyLead>(LeadsSql, args),
            await database.QueryAsync<DutyPromise>(PromisesSql, args), await database.QueryAsync<DutyOffer>(OffersSql, args));
    }
}

public sealed record MemberDuties(
    IReadOnlyList<DutyLink> Links, IReadOnlyList<DutyLead> Leads, IReadOnlyList<DutyPromise> Promises, IReadOnlyList<DutyOffer> Offers);

public sealed record DutyLink(string Id, string Contact, string CustomerId, string Name, string State, string EndedBy);

public sealed record DutyLead(string Id, string CustomerId, string Stage, string Vehicle, string DealerId, string AdviserId);

public sealed record DutyPromise(string Id, string CustomerId, long DueAt, string OwnerId, string AssignedTo);

public sealed record DutyOffer(string Id, string LeadId, string CustomerId, string DealerId, long AcceptBy);
