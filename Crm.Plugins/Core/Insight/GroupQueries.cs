using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Customer groups with what moved in them today, for the maker's people.</summary>
public sealed class GroupQueries(Database database, CrmOptions crm, TimeProvider time)
{
    private const string Columns = """
        select g.id, g.channel, g.account, g.name, g.owner, coalesce(o.name, '') as owner_name, coalesce(g.notice, '') as notice, g.created_at, g.read_at,
            coalesce(g.dismissed_at, 0) as dismissed_at,
            (select count(*) from group_member m where m.group_id = g.id and m.left_at is null) as size,
            (select count(*) from group_member m where m.group_id = g.id and m.left_at is null and m.is_contact = 1) as customers,
            (select count(*) from group_member m where m.group_id = g.id and m.is_contact = 1 and m.joined_at >= @today) as joined_today,
            (select count(*) from group_member m where m.group_id = g.id and m.is_contact = 1 and m.left_at >= @today) as left_today
        from customer_group g left join member o on o.channel = g.channel and o.account = g.account and o.member_id = g.owner
        """;

    private const string ListSql = $"{Columns} where g.id < @before order by g.id desc limit @take";

    private const string OneSql = $"{Columns} where g.id = @id";

    private const string MembersSql = """
        select m.id, m.member_id, m.is_contact, coalesce(m.customer_id, '') as customer_id, coalesce(c.name, m.name, '') as name, m.joined_at, m.join_scene,
            coalesce(m.state, '') as state, coalesce(m.invited_by, '') as invited_by, coalesce(m.left_at, 0) as left_at
        from group_member m left join customer c on c.id = m.customer_id
        where m.group_id = @id and m.id < @before and (@left = 1 or m.left_at is null) order by m.id desc limit @take
        """;

    public async Task<Paged<GroupItem>> ListAsync(Caller caller, PageRequest page)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<GroupListRow>(ListSql, new { before = page.Before, take = page.Take, today = Today() });
        return Paged<GroupItem>.Of([.. rows.Select(GroupItem.From)], page, item => item.Id);
    }

    public async Task<GroupItem> GetAsync(Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        return GroupItem.From(await database.FirstAsync<GroupListRow>(OneSql, new { id, today = Today() }) ?? throw ProblemException.NotFound("group"));
    }

    public async Task<Paged<GroupMemberItem>> MembersAsync(Caller caller, string id, bool left, PageRequest page)
    {
        await GetAsync(caller, id);
        var rows = await database.QueryAsync<GroupMemberRow>(MembersSql, new { id, before = page.Before, take = page.Take, left = left ? 1L : 0L });
        return Paged<GroupMemberItem>.Of([.. rows.Select(GroupMemberItem.From)], page, item => item.Id);
    }

    /// <summary>Midnight where the company is.</summary>
    private long Today() => LocalTimes.Resolve(LocalTimes.At(time.GetUtcNow(), crm.DefaultTimeZone).Date, crm.DefaultTimeZone).Instant.ToUnixTimeMilliseconds();
}

internal sealed record GroupListRow(
    string Id, string Channel, string Account, string Name, string Owner, string OwnerName, string Notice, long CreatedAt, long ReadAt, long DismissedAt,
    long Size, long Customers, long JoinedToday, long LeftToday);

internal sealed record GroupMemberRow(
    string Id, string MemberId, long IsContact, string CustomerId, string Name, long JoinedAt, long JoinScene, string State, string InvitedBy, long LeftAt);

/// <param name="Owner">The platform's id of our member who owns it.</param>
/// <param name="Size">Everybody in it, ours included.</param>
/// <param name="DismissedAt">When we learnt that it is dissolved.</param>
public sealed record GroupItem(
    string Id, string Channel, string Account, string Name, string Owner, string? OwnerName, string? Notice, string CreatedAt, string ReadAt,
    string? DismissedAt, long Size, long Customers, long JoinedToday, long LeftToday)
{
    internal static GroupItem From(GroupListRow row) => new(
        row.Id, row.Channel, row.Account, row.Name, row.Owner, CustomerViews.None(row.OwnerName), CustomerViews.None(row.Notice), Instants.Iso(row.CreatedAt),
        Instants.Iso(row.ReadAt), Instants.IsoOrNull(row.DismissedAt), row.Size, row.Customers, row.JoinedToday, row.LeftToday);
}

/// <param name="CustomerId">Where an id of theirs is known to us; never guessed from a name.</param>
/// <param name="JoinScene">The platform's number: 1 invited, 2 by link, 3 by code.</param>
/// <param name="State">Of the code they joined by.</param>
public sealed record GroupMemberItem(
    string Id, string MemberId, bool IsContact, string? CustomerId, string? Name, string JoinedAt, long JoinScene, string? State, string? InvitedBy, string? LeftAt)
{
    internal static GroupMemberItem From(GroupMemberRow row) => new(
        row.Id, row.MemberId, row.IsContact == 1, CustomerViews.None(row.CustomerId), CustomerViews.None(row.Name), Instants.Iso(row.JoinedAt), row.JoinScene,
        CustomerViews.None(row.State), CustomerViews.None(row.InvitedBy), Instants.IsoOrNull(row.LeftAt));
}
