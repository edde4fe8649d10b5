using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Groups;

/// <summary>SQL of groups and of the stays in them.</summary>
public static class GroupStore
{
    private const string Columns = """
        id, channel, account, platform_id, name, owner, coalesce(member_version, '') as member_version, read_at, coalesce(dismissed_at, 0) as dismissed_at
        """;

    private const string FindSql = $"select {Columns} from customer_group where channel = @channel and platform_id = @platform_id";

    private const string OneSql = $"select {Columns} from customer_group where id = @id";

    private const string SaveSql = """
        insert into customer_group (id, channel, account, platform_id, name, owner, notice, created_at, member_version, read_at)
        values (@id, @channel, @account, @platform_id, @name, @owner, @notice, @created_at, @member_version, @read_at)
        on conflict (channel, platform_id) do update set account = @account, name = @name, owner = @owner, notice = @notice,
            member_version = @member_version, read_at = @read_at, dismissed_at = null
        """;

    private const string DismissSql = "update customer_group set dismissed_at = @at, read_at = @at where id = @id and dismissed_at is null";

    private const string StaysSql = "select id, member_id, coalesce(customer_id, '') as customer_id from group_member where group_id = @id and left_at is null";

    private const string JoinSql = """
        insert into group_member (id, group_id, member_id, is_contact, customer_id, name, joined_at, join_scene, state, invited_by)
        values (@id, @group_id, @member_id, @is_contact, @customer_id, @name, @joined_at, @join_scene, @state, @invited_by)
        on conflict do nothing
        """;

    private const string LeaveSql = "update group_member set left_at = @at where id = @id and left_at is null";

    private const string RefreshSql = "update group_member set name = coalesce(@name, name), customer_id = @customer_id where id = @id";

    private const string CustomersSql = """
        select distinct coalesce(customer_id, '') as customer_id from group_member where group_id = @id and left_at is null and customer_id is not null
        """;

    private const string NextSql = $"""
        select {Columns} from customer_group
        where channel = @channel and account = @account and dismissed_at is null and id > @after order by id limit @take
        """;

    private const string NextOfSql = $"""
        select {Columns} from customer_group
        where channel = @channel and account = @account and dismissed_at is null and id > @after and id = any(@ids) order by id limit @take
        """;

    public static GroupRow? Find(Unit unit, string channel, string platformId) =>
        unit.First<GroupRow>(FindSql, new { channel, platform_id = platformId });

    public static Task<GroupRow?> FindAsync(Database database, string channel, string platformId) =>
        database.FirstAsync<GroupRow>(FindSql, new { channel, platform_id = platformId });

    public static GroupRow? Get(Unit unit, string id) => unit.First<GroupRow>(OneSql, new { id });

    /// <summary>The next groups after an id that still exist; null = any.</summary>
    public static IReadOnlyList<GroupRow> Next(Unit unit, string channel, string account, IReadOnlyList<string>? ids, string after, int take) => ids is null
        ? unit.Query<GroupRow>(NextSql, new { channel, account, after, take })
        : unit.Query<GroupRow>(NextOfSql, new { channel, account, after, take, ids = ids.ToArray() });

    /// <summary>Customers who are in the group now and whom we know.</summary>
    public static IReadOnlyList<string> Customers(Unit unit, string groupId) => unit.Query<string>(CustomersSql, new { id = groupId });

    internal static void Save(Unit unit, string id, string channel, string account, CustomerGroup group) => unit.Add(SaveSql,
        ("id", id), ("channel", channel), ("account", account), ("platform_id", group.Id), ("name", group.Name), ("owner", group.Owner),
        ("notice", group.Notice), ("created_at", group.CreatedAt.ToUnixTimeMilliseconds()), ("member_version", group.Version), ("read_at", unit.NowMs));

    /// <summary>False where it was known to be dissolved.</summary>
    internal static bool Dismiss(Unit unit, string id) => unit.Execute(DismissSql, ("at", unit.NowMs), ("id", id)) == 1;

    internal static IReadOnlyList<StayRow> Stays(Unit unit, string groupId) => unit.Query<StayRow>(StaysSql, new { id = groupId });

    internal static void Join(Unit unit, string groupId, GroupMember member, string? customerId) => unit.Add(JoinSql,
        ("id", Ids.New(unit.Now)), ("group_id", groupId), ("member_id", member.Id), ("is_contact", member.IsContact ? 1L : 0L), ("customer_id", customerId),
        ("name", member.Name), ("joined_at", (member.JoinedAt ?? unit.Now).ToUnixTimeMilliseconds()), ("join_scene", (long)member.JoinScene),
        ("state", member.State), ("invited_by", member.InvitedBy));

    internal static void Leave(Unit unit, string stayId) => unit.Add(LeaveSql, ("at", unit.NowMs), ("id", stayId));

    internal static void Refresh(Unit unit, string stayId, string? name, string? customerId) =>
        unit.Add(RefreshSql, ("name", name), ("customer_id", customerId), ("id", stayId));
}
