using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Dealers;

/// <summary>SQL of dealers. Lists are kept as JSON arrays of strings.</summary>
public static class DealerStore
{
    private const string Columns = """
        d.id, d.code, d.name, d.brands, d.regions, d.time_zone, d.calendar_id, coalesce(d.daily_cap, -1) as daily_cap, d.weight,
        d.capabilities, coalesce(d.latitude, 999) as latitude, coalesce(d.longitude, 999) as longitude, d.active, d.created_at, d.version,
        coalesce(d.phone, '') as phone
        """;

    private const string ListSql = $"""
        select {Columns} from dealer d
        where d.id < @before and (@dealer_id is null or d.id = @dealer_id) and (@code is null or d.code = @code)
        order by d.id desc limit @take
        """;

    private const string AllSql = $"select {Columns} from dealer d order by d.id";

    private const string OneSql = $"select {Columns} from dealer d where d.id = @id";

    private const string ByCodeSql = $"select {Columns} from dealer d where d.code = @code";

    private const string NameSql = "select name from dealer where id = @id";

    private const string InsertSql = """
        insert into dealer (id, code, name, brands, regions, time_zone, calendar_id, daily_cap, weight, capabilities, latitude, longitude,
            phone, active, created_at)
        values (@id, @code, @name, @brands, @regions, @time_zone, @calendar_id, @daily_cap, @weight, @capabilities, @latitude, @longitude,
            @phone, 1, @at)
        on conflict (code) do nothing
        """;

    private const string UpdateSql = """
        update dealer set name = @name, brands = @brands, regions = @regions, time_zone = @time_zone, calendar_id = @calendar_id,
            daily_cap = @daily_cap, weight = @weight, capabilities = @capabilities, latitude = @latitude, longitude = @longitude,
            phone = @phone, active = @active, version = version + 1
        where id = @id and version = @version
        """;

    public static Task<IReadOnlyList<DealerRow>> ListAsync(Database database, string? dealerId, string? code, string before, int take) =>
        database.QueryAsync<DealerRow>(ListSql, new { dealer_id = dealerId, code, before, take });

    public static Task<DealerRow?> GetAsync(Database database, string id) => database.FirstAsync<DealerRow>(OneSql, new { id });

    internal static IReadOnlyList<DealerRow> All(Unit unit) => unit.Query<DealerRow>(AllSql);

    public static DealerRow? Get(Unit unit, string id) => unit.First<DealerRow>(OneSql, new { id });

    public static DealerRow? ByCode(Unit unit, string code) => unit.First<DealerRow>(ByCodeSql, new { code });

    public static string? Name(Unit unit, string id) => unit.First<string>(NameSql, new { id });

    /// <summary>False where the code is taken.</summary>
    internal static bool Add(Unit unit, DealerRow dealer) => unit.Execute(InsertSql,
        [("id", dealer.Id), ("code", dealer.Code), .. Values(dealer), ("at", unit.NowMs)]) == 1;

    /// <summary>False where the version is no longer <see cref="DealerRow.Version"/>.</summary>
    internal static bool Update(Unit unit, DealerRow dealer) => unit.Execute(UpdateSql,
        [.. Values(dealer), ("active", dealer.Active), ("id", dealer.Id), ("version", dealer.Version)]) == 1;

    private static (string, object?)[] Values(DealerRow dealer) =>
    [
        ("name", dealer.Name), ("brands", dealer.Brands), ("regions", dealer.Regions), ("time_zone", dealer.TimeZone),
        ("calendar_id", dealer.CalendarId), ("daily_cap", dealer.DailyCap < 0 ? null : dealer.DailyCap), ("weight", dealer.Weight),
        ("capabilities", dealer.Capabilities), ("latitude", Known(dealer.Latitude)), ("longitude", Known(dealer.Longitude)), ("phone", dealer.Phone.Length == 0 ? null : dealer.Phone),
    ];

    private static double? Known(double degrees) => degrees > 360 ? null : degrees;
}

/// <param name="DailyCap">-1 = none.</param>
/// <param name="Latitude">999 = unknown, likewise longitude.</param>
/// <param name="Phone">What customers see when the dealer calls; empty = not known.</param>
public sealed record DealerRow(
    string Id, string Code, string Name, string Brands, string Regions, string TimeZone, string CalendarId, long DailyCap, long Weight,
    string Capabilities, double Latitude, double Longitude, long Active, long CreatedAt, long Version, string Phone = "");
