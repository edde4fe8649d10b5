using System.Data.Common;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>SQL of contact ways. Lists for people are in Insight.</summary>
public static class ContactWayStore
{
    private const string Columns = """
        w.id, w.name, coalesce(w.dealer_id, '') as dealer_id, w.campaign, w.adviser_group, w.channel, w.account, w.state, w.creates_lead, w.skip_verify,
        w.time_zone, w.plan, w.welcome, coalesce(w.expires_at, 0) as expires_at, w.status, coalesce(w.fault, '') as fault,
        coalesce(w.platform_id, '') as platform_id, coalesce(w.url, '') as url, coalesce(w.picture_id, '') as picture_id, w.wanted, w.asked, w.revision,
        coalesce(w.look_since, 0) as look_since, w.created_at, w.version
        """;

    private const string GetSql = $"select {Columns} from contact_way w where w.id = @id for update";

    private const string SeeSql = $"select {Columns} from contact_way w where w.id = @id and (@dealer_id is null or w.dealer_id = @dealer_id)";

    private const string ByStateSql = $"select {Columns} from contact_way w where w.state = @state";

    private const string OfAccountSql = $"select {Columns} from contact_way w where w.channel = @channel and w.account = @account and w.status <> 'removed'";

    private const string AccountsSql = "select distinct channel, account from contact_way where status <> 'removed'";

    private const string InsertSql = """
        insert into contact_way (id, name, dealer_id, campaign, adviser_group, channel, account, state, creates_lead, skip_verify, time_zone, plan,
            welcome, expires_at, status, wanted, asked, revision, created_at)
        values (@id, @name, @dealer_id, @campaign, @adviser_group, @channel, @account, @state, @creates_lead, @skip_verify, @time_zone, @plan,
            @welcome, @expires_at, @status, '', 0, 0, @created_at)
        on conflict (state) do nothing
        """;

    private const string ChangeSql = """
        update contact_way set name = @name, campaign = @campaign, adviser_group = @adviser_group, creates_lead = @creates_lead,
            skip_verify = @skip_verify, plan = @plan, welcome = @welcome, expires_at = @expires_at, version = version + 1
        where id = @id and version = @version
        """;

    private const string KeepSql = """
        update contact_way set status = @status, fault = @fault, platform_id = @platform_id, url = @url, picture_id = @picture_id, wanted = @wanted,
            asked = @asked, revision = @revision, look_since = @look_since
        where id = @id
        """;

    /// <summary>The row, locked until the commit.</summary>
    public static ContactWayRow? Get(Unit unit, string id) => First(unit.Read(GetSql, Map, ("id", id)));

    /// <summary>What a scan means: one read through a unique index.</summary>
    public static ContactWayRow? ByState(Unit unit, string state) => First(unit.Read(ByStateSql, Map, ("state", state)));

    public static IReadOnlyList<ContactWayRow> OfAccount(Unit unit, string channel, string account) =>
        unit.Read(OfAccountSql, Map, ("channel", channel), ("account", account));

    /// <param name="dealerId">Sees only its own.</param>
    public static Task<ContactWayRow?> SeeAsync(Database database, string id, string? dealerId) =>
        database.FirstAsync<ContactWayRow>(SeeSql, new { id, dealer_id = dealerId });

    internal static Task<IReadOnlyList<WayAccount>> AccountsAsync(Database database, CancellationToken cancellationToken) =>
        database.QueryAsync<WayAccount>(AccountsSql, null, cancellationToken);

    /// <summary>False where the state is taken.</summary>
    internal static bool Add(Unit unit, ContactWayRow way) => unit.Execute(InsertSql,
        [.. Said(way), ("dealer_id", None(way.DealerId)), ("channel", way.Channel), ("account", way.Account), ("state", way.State), ("time_zone", way.TimeZone),
            ("status", way.Status), ("created_at", way.CreatedAt)]) == 1;

    /// <summary>False where the version is no longer <see cref="ContactWayRow.Version"/>.</summary>
    internal static bool Change(Unit unit, ContactWayRow way) => unit.Execute(ChangeSql, [.. Said(way), ("version", way.Version)]) == 1;

    /// <summary>What we did by ourselves: no new version, since nobody's reading became wrong by it.</summary>
    internal static void Keep(Unit unit, ContactWayRow way) => unit.Add(KeepSql,
        ("status", way.Status), ("fault", None(way.Fault)), ("platform_id", None(way.PlatformId)), ("url", None(way.Url)),
        ("picture_id", None(way.PictureId)), ("wanted", way.Wanted), ("asked", way.Asked), ("revision", way.Revision),
        ("look_since", way.LookSince == 0 ? null : way.LookSince), ("id", way.Id));

    private static (string, object?)[] Said(ContactWayRow way) =>
    [
        ("id", way.Id), ("name", way.Name), ("campaign", way.Campaign), ("adviser_group", way.AdviserGroup), ("creates_lead", way.CreatesLead),
        ("skip_verify", way.SkipVerify), ("plan", way.Plan), ("welcome", way.Welcome), ("expires_at", way.ExpiresAt == 0 ? null : way.ExpiresAt),
    ];

    private static string? None(string text) => text.Length == 0 ? null : text;

    private static ContactWayRow? First(List<ContactWayRow> rows) => rows.Count == 0 ? null : rows[0];

    private static ContactWayRow Map(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetInt64(8),
        r.GetInt64(9), r.GetString(10), r.GetString(11), r.GetString(12), r.GetInt64(13), r.GetString(14), r.GetString(15), r.GetString(16),
        r.GetString(17), r.GetString(18), r.GetString(19), r.GetInt64(20), r.GetInt64(21), r.GetInt64(22), r.GetInt64(23), r.GetInt64(24));
}

internal sealed record WayAccount(string Channel, string Account);
