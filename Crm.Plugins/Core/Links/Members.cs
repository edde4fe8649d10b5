using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>Our people as the channels know them: found by the platform's id, by the user they are, by the dealer they serve.</summary>
public static class Members
{
    private const string Columns = """
        m.id, m.channel, m.account, m.member_id, coalesce(m.name, '') as name, coalesce(m.user_id, '') as user_id,
        coalesce(m.dealer_id, '') as dealer_id, m.state, m.first_seen, coalesce(m.left_at, 0) as left_at, m.version
        """;

    private const string OneSql = $"select {Columns} from member m where m.id = @id";

    private const string FindSql = $"select {Columns} from member m where m.channel = @channel and m.account = @account and m.member_id = @member_id";

    private const string OfUserSql = $"select {Columns} from member m where m.user_id = @user_id and m.state = 'active' order by m.id";

    private const string OfDealerSql = $"select {Columns} from member m where m.dealer_id = @dealer_id and m.state = 'active' order by m.id";

    private const string OfMakerSql = $"""
        select {Columns} from member m where m.dealer_id is null and m.user_id is not null and m.state = 'active' order by m.id
        """;

    private const string AnySql = "select count(*) from (select 1 from member where user_id is not null or dealer_id is not null limit 1) mapped";

    private const string ListSql = $"""
        select {Columns} from member m
        where m.id < @before and (@state is null or m.state = @state) and (@dealer_id is null or m.dealer_id = @dealer_id)
            and (@account is null or m.account = @account)
        order by m.id desc limit @take
        """;

    private const string SeeSql = """
        insert into member (id, channel, account, member_id, state, first_seen) values (@id, @channel, @account, @member_id, 'active', @at)
        on conflict (channel, account, member_id) do nothing
        """;

    private const string SaveSql = """
        update member set name = @name, user_id = @user_id, dealer_id = @dealer_id, state = @state, left_at = @left_at, version = version + 1
        where id = @id and version = @version
        """;

    /// <param name="member">The platform's id, in lower case.</param>
    public static MemberRow? Find(Unit unit, string channel, string account, string member) =>
        unit.First<MemberRow>(FindSql, new { channel, account, member_id = member });

    public static MemberRow? Get(Unit unit, string id) => unit.First<MemberRow>(OneSql, new { id });

    /// <summary>A user may be a member of several companies, or of none. Those who left are not among them.</summary>
    public static IReadOnlyList<MemberRow> OfUser(Unit unit, string userId) => unit.Query<MemberRow>(OfUserSql, new { user_id = userId });

    /// <inheritdoc cref="OfUser"/>
    public static IReadOnlyList<MemberRow> OfDealer(Unit unit, string dealerId) => unit.Query<MemberRow>(OfDealerSql, new { dealer_id = dealerId });

    /// <summary>The maker's own people: mapped to a user, not to a dealer.</summary>
    public static IReadOnlyList<MemberRow> OfMaker(Unit unit) => unit.Query<MemberRow>(OfMakerSql);

    /// <summary>Whether anybody is mapped at all.</summary>
    public static bool Any(Unit unit) => unit.First<long>(AnySql) > 0;

    public static Task<IReadOnlyList<MemberRow>> OfUserAsync(Database database, string userId) =>
        database.QueryAsync<MemberRow>(OfUserSql, new { user_id = userId });

    /// <summary>Learns that the channel has this member. Nothing changes where it is known.</summary>
    public static void See(Unit unit, string channel, string account, string member) => unit.Add(SeeSql,
        ("id", Ids.New(unit.Now)), ("channel", channel), ("account", account), ("member_id", member), ("at", unit.NowMs));

    internal static Task<IReadOnlyList<MemberRow>> ListAsync(Database database, string before, int take, string? state, string? dealerId, string? account) =>
        database.QueryAsync<MemberRow>(ListSql, new { before, take, state, dealer_id = dealerId, account });

    internal static Task<MemberRow?> GetAsync(Database database, string id) => database.FirstAsync<MemberRow>(OneSql, new { id });

    /// <summary>False where the version is no longer <see cref="MemberRow.Version"/>.</summary>
    internal static bool Save(Unit unit, MemberRow member) => unit.Execute(SaveSql,
        ("name", None(member.Name)), ("user_id", None(member.UserId)), ("dealer_id", None(member.DealerId)), ("state", member.State),
        ("left_at", member.LeftAt == 0 ? null : member.LeftAt), ("id", member.Id), ("version", member.Version)) == 1;

    private static string? None(string text) => text.Length == 0 ? null : text;
}

/// <summary>Strings are empty and instants 0 where unknown.</summary>
/// <param name="MemberId">The platform's id, in lower case.</param>
/// <param name="UserId">Who they are in the CRM.</param>
/// <param name="DealerId">Whom they serve; empty = the maker.</param>
/// <param name="State"><c>active</c> or <c>left</c>.</param>
public sealed record MemberRow(
    string Id, string Channel, string Account, string MemberId, string Name, string UserId, string DealerId, string State, long FirstSeen,
    long LeftAt, long Version);
