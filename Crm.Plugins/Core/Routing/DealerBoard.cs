using System.Text.Json;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// All dealers and their load in memory, so that a capture is routed without reading them. It belongs to the writer
/// thread; a rollback, a change of a dealer or a minute's age makes it read the store anew. The daily cap is guarded
/// by the store itself, because another node may have assigned meanwhile.
/// </summary>
public sealed class DealerBoard(Calendars calendars)
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReloadEvery = TimeSpan.FromMinutes(10);

    private const string VersionSql = "select coalesce(max(value), '') as value from setting where key = @key";

    private const string LoadSql = "select dealer_id, day, assigned_today, open_count, last_assigned_at from dealer_load";

    private const string RecentSql = """
        select dealer_id, count(*) as given, count(*) filter (where state in ('accepted', 'declined', 'expired')) as answered,
            count(*) filter (where state = 'accepted') as accepted, count(*) filter (where contacted_in_time is not null) as contact_due,
            count(*) filter (where contacted_in_time = 1) as contacted
        from offer where id >= @since group by dealer_id
        """;

    private const string AssignSql = """
        insert into dealer_load (dealer_id, day, assigned_today, assigned_total, open_count, offers, accepts, last_assigned_at)
        values (@dealer_id, @day, 1, 1, 1, 1, 0, @at)
        on conflict (dealer_id) do update set
            assigned_today = case when dealer_load.day = excluded.day then dealer_load.assigned_today + 1 else 1 end,
            day = excluded.day, assigned_total = dealer_load.assigned_total + 1, open_count = dealer_load.open_count + 1,
            offers = dealer_load.offers + 1, last_assigned_at = excluded.last_assigned_at
        where @cap < 0 or dealer_load.day <> excluded.day or dealer_load.assigned_today < @cap
        """;

    private const string AnsweredSql = """
        update dealer_load set accepts = accepts + @accepted, declines = declines + @declined, expiries = expiries + @expired,
            open_count = case when @accepted = 0 and open_count > 0 then open_count - 1 else open_count end
        where dealer_id = @dealer_id
        """;

    private const string CursorSql = "select position from routing_cursor where rule = @rule for update";

    private const string SaveCursorSql = """
        insert into routing_cursor (rule, position, version) values (@rule, @position, 1)
        on conflict (rule) do update set position = excluded.position, version = routing_cursor.version + 1
        """;

    private readonly Dictionary<string, DealerRow> _rows = [];
    private readonly Dictionary<string, RoundRobinCursor> _cursors = [];
    private DealerSnapshot? _snapshot;
    private string _version = "";
    private DateTimeOffset _loadedAt;
    private DateTimeOffset _checkedAt;
    private long _day;

    public DealerSnapshot Current(Unit unit)
    {
        if (_snapshot is not null && unit.Now - _checkedAt < CheckEvery && _day == Day(unit)) return _snapshot;
        var version = unit.First<string>(VersionSql, new { key = SaveDealer.VersionKey })!;
        _checkedAt = unit.Now;
        if (_snapshot is null || version != _version || unit.Now - _loadedAt > ReloadEvery || _day != Day(unit)) Load(unit, version);
        return _snapshot!;
    }

    /// <summary>Counts a lead for the dealer; false where its daily cap was reached by then.</summary>
    public bool Assign(Unit unit, string dealerId)
    {
        unit.OnRollback(Forget);
        var cap = _snapshot!.Find(dealerId)?.DailyCap ?? -1;
        if (unit.Execute(AssignSql, ("dealer_id", dealerId), ("day", Day(unit)), ("at", unit.NowMs), ("cap", (long)cap)) == 0)
        {
            Forget();
            return false;
        }

        _snapshot = _snapshot.Assigned(dealerId, unit.Now);
        return true;
    }

    /// <summary>An offer ended; unless it was accepted the dealer no longer works on that lead.</summary>
    /// <param name="state">accepted, declined or expired.</param>
    public void Answered(Unit unit, string dealerId, string state)
    {
        unit.OnRollback(Forget);
        unit.Add(AnsweredSql, ("accepted", state == "accepted" ? 1L : 0L), ("declined", state == "declined" ? 1L : 0L),
            ("expired", state == "expired" ? 1L : 0L), ("dealer_id", dealerId));
        if (_snapshot is null || state == "accepted") return;
        var load = _snapshot.LoadOf(dealerId);
        _snapshot = _snapshot.WithLoad(dealerId, load with { Open = Math.Max(0, load.Open - 1) });
    }

    /// <summary>What is known of a dealer of the present snapshot.</summary>
    public DealerRow Row(string dealerId) => _rows[dealerId];

    /// <summary>Whose turn it is. With one writer (SQLite) memory is right; on PostgreSQL the row is read and locked.</summary>
    public RoundRobinCursor Cursor(Unit unit, string key)
    {
        if (!unit.Dialect.IsPostgres && _cursors.TryGetValue(key, out var known)) return known;
        var rows = unit.Read(CursorSql, row => row.GetString(0), ("rule", key));
        return rows.Count == 0 ? RoundRobinCursor.Start(key) : RoutingJson.ReadCursor(rows[0]);
    }

    public void SaveCursor(Unit unit, RoundRobinCursor cursor)
    {
        unit.OnRollback(Forget);
        _cursors[cursor.Key] = cursor;
        unit.Add(SaveCursorSql, ("rule", cursor.Key), ("position", RoutingJson.Write(cursor)));
    }

    private void Forget()
    {
        _snapshot = null;
        _cursors.Clear();
    }

    private void Load(Unit unit, string version)
    {
        _day = Day(unit);
        var since = Shared.Api.Instants.LowestId(unit.NowMs - (long)TimeSpan.FromDays(30).TotalMilliseconds);
        var recent = unit.Query<RecentRow>(RecentSql, new { since }).ToDictionary(row => row.DealerId);
        var orders = LeadStore.OrdersByDealer(unit, since);
        var loads = unit.Query<LoadRow>(LoadSql).ToDictionary(row => row.DealerId, row => new DealerLoad(
            row.Day == _day ? (int)row.AssignedToday : 0, (int)row.OpenCount, (int)(recent.GetValueOrDefault(row.DealerId)?.Given ?? 0),
            DateTimeOffset.FromUnixTimeMilliseconds(row.LastAssignedAt)));
        var dealers = DealerStore.All(unit);
        _rows.Clear();
        foreach (var row in dealers) _rows[row.Id] = row;
        _snapshot = new DealerSnapshot(dealers.Select(row => Read(unit, row, recent.GetValueOrDefault(row.Id), orders.GetValueOrDefault(row.Id))), loads, RegionCodes.Shipped);
        _version = version;
        _loadedAt = unit.Now;
    }

    private Dealer Read(Unit unit, DealerRow row, RecentRow? recent, long orders) => new(
        row.Id, row.Code, Strings(row.Brands), [.. Strings(row.Regions).Select(code => new Territory(code))],
        calendars.Newest(unit, row.CalendarId).Calendar, row.DailyCap < 0 ? null : (int)row.DailyCap, row.Weight, Strings(row.Capabilities),
        Location: row.Latitude > 360 ? null : new GeoPoint(row.Latitude, row.Longitude),
        // Of the accepted ones only those whose first contact was due by now say anything.
        Record: recent is null ? default : new DealerRecord(
            (int)recent.Answered, (int)recent.ContactDue, (int)recent.Accepted, (int)recent.Contacted, (int)Math.Min(orders, recent.ContactDue)),
        Active: row.Active == 1);

    private static string[] Strings(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    // A day for caps is a day in China wherever the server stands; China has no daylight saving.
    private static long Day(Unit unit) => (unit.NowMs + (long)TimeSpan.FromHours(8).TotalMilliseconds) / (long)TimeSpan.FromDays(1).TotalMilliseconds;
}

internal sealed record LoadRow(string DealerId, long Day, long AssignedToday, long OpenCount, long LastAssignedAt);

internal sealed record RecentRow(string DealerId, long Given, long Answered, long Accepted, long ContactDue, long Contacted);
