using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>SQL of scans: one row per person who added one of our people.</summary>
public static class ScanStore
{
    private const string InsertSql = """
        insert into contact_way_scan (id, inbox_id, way_id, state, dealer_id, campaign, customer_id, member, member_address, at, day, is_new, half,
            welcome, welcome_id)
        values (@id, @inbox_id, @way_id, @state, @dealer_id, @campaign, @customer_id, @member, @member_address, @at, @day, @is_new, @half,
            @welcome, @welcome_id)
        on conflict (inbox_id) do nothing
        """;

    private const string AcceptSql = """
        update contact_way_scan set half = 0, accepted_at = @at, welcome = coalesce(@welcome, welcome), welcome_id = coalesce(@welcome_id, welcome_id)
        where customer_id = @customer_id and member = @member and half = 1
        """;

    private const string LostSql = """
        update contact_way_scan set lost_at = @at where customer_id = @customer_id and member = @member and lost_at is null and at <= @at
        """;

    private const string FullSql = """
        select member from contact_way_scan where way_id = @way_id and day = @day group by member having count(*) >= @cap
        """;

    private const string CameBySql = """
        select state, coalesce(dealer_id, '') as dealer_id, coalesce(campaign, '') as campaign from contact_way_scan
        where customer_id = @customer_id and state <> '' order by id desc limit 1
        """;

    private const string WelcomedSql = "update contact_way_scan set welcome = @welcome, welcomed_at = @at where welcome_id = @welcome_id";

    private const string MissedSql = """
        select s.member, coalesce(s.member_address, '') as member_address, s.at, coalesce(w.name, '') as name
        from contact_way_scan s left join contact_way w on w.id = s.way_id where s.welcome_id = @welcome_id
        """;

    public static void Add(Unit unit, NewScan scan) => unit.Add(InsertSql,
        ("id", Contract.Ids.New(unit.Now)), ("inbox_id", scan.InboxId), ("way_id", scan.WayId), ("state", scan.State), ("dealer_id", scan.DealerId),
        ("campaign", scan.Campaign), ("customer_id", scan.CustomerId), ("member", scan.Member), ("member_address", scan.MemberAddress),
        ("at", scan.At.ToUnixTimeMilliseconds()), ("day", scan.Day), ("is_new", scan.IsNew ? 1L : 0L), ("half", scan.Half ? 1L : 0L),
        ("welcome", scan.Welcome), ("welcome_id", scan.WelcomeId));

    /// <summary>The member accepted whoever had added them: the second half of one scan. False where there is no first.</summary>
    public static bool Accepted(Unit unit, NewScan scan) => unit.Execute(AcceptSql,
        ("at", scan.At.ToUnixTimeMilliseconds()), ("welcome", scan.WelcomeId is null ? null : scan.Welcome), ("welcome_id", scan.WelcomeId),
        ("customer_id", scan.CustomerId), ("member", scan.Member)) > 0;

    public static void Lost(Unit unit, string customerId, string member, DateTimeOffset at) =>
        unit.Add(LostSql, ("customer_id", customerId), ("member", member), ("at", at.ToUnixTimeMilliseconds()));

    /// <summary>Members who have reached their cap on that day.</summary>
    public static HashSet<string> Full(Unit unit, string wayId, string day, long cap) =>
        cap == 0 ? [] : [.. unit.Read(FullSql, row => row.GetString(0), ("way_id", wayId), ("day", day), ("cap", cap))];

    /// <summary>The code the customer scanned last; null where none is known.</summary>
    public static CameBy? CameBy(Unit unit, string customerId)
    {
        var rows = unit.Read(CameBySql, row => new CameBy(row.GetString(0), row.GetString(1), row.GetString(2)), ("customer_id", customerId));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>How a welcome ended; false where it belongs to no scan.</summary>
    internal static bool Welcomed(Unit unit, string welcomeId, string outcome) =>
        unit.Execute(WelcomedSql, ("welcome", outcome), ("at", unit.NowMs), ("welcome_id", welcomeId)) > 0;

    internal static MissedWelcome? Missed(Unit unit, string welcomeId)
    {
        var rows = unit.Read(MissedSql, row => new MissedWelcome(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3)), ("welcome_id", welcomeId));
        return rows.Count == 0 ? null : rows[0];
    }
}

/// <param name="WayId">Null where the state is none of ours.</param>
/// <param name="Welcome">See <see cref="WelcomeOutcome"/>.</param>
public sealed record NewScan(
    string InboxId, string? WayId, string State, string? DealerId, string? Campaign, string CustomerId, string Member, string? MemberAddress,
    DateTimeOffset At, string Day, bool IsNew, bool Half, string Welcome, string? WelcomeId);

/// <summary>Where a customer came from. Dealer and campaign are empty where the code told none.</summary>
public sealed record CameBy(string State, string DealerId, string Campaign);

internal sealed record MissedWelcome(string Member, string Address, long At, string Name);
