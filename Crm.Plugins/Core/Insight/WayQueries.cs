using System.Text.Json;
using Crm.Plugins.Core.ContactWays;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Shared.Calendars;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Contact ways for people. A dealer sees its own.</summary>
internal static class WayQueries
{
    private const string Columns = """
        select w.id, w.name, coalesce(w.dealer_id, '') as dealer_id, coalesce(d.name, '') as dealer_name, w.campaign, w.adviser_group, w.channel, w.account,
            w.state, w.status, coalesce(w.fault, '') as fault, w.creates_lead, w.skip_verify, w.time_zone, w.plan, w.welcome,
            coalesce(w.expires_at, 0) as expires_at, coalesce(w.url, '') as url, coalesce(w.picture_id, '') as picture_id, w.wanted,
            (select count(*) from contact_way_scan s where s.way_id = w.id and s.at >= @today) as scans_today,
            (select count(*) from contact_way_scan s where s.way_id = w.id) as scans, w.created_at, w.version
        from contact_way w left join dealer d on d.id = w.dealer_id
        """;

    private const string ListSql = $"""
        {Columns}
        where w.id < @before and (@own is null or w.dealer_id = @own) and (@dealer_id is null or w.dealer_id = @dealer_id)
            and (@campaign is null or w.campaign = @campaign) and (@state is null or w.state = @state or w.status = @state)
            and (@status is null or w.status = @status) and (@status is not null or @state is not null or w.status <> 'removed')
        order by w.id desc limit @take
        """;

    private const string OneSql = $"{Columns} where w.id = @id and (@own is null or w.dealer_id = @own)";

    public static async Task<Paged<ContactWayItem>> ListAsync(Database database, Caller caller, WayFilter filter, PageRequest page, long today)
    {
        if (filter.Status is not null && !WayStatus.All.Contains(filter.Status))
            throw new ProblemException(400, "unknown-status", $"status is one of {string.Join(", ", WayStatus.All)}.");
        var rows = await database.QueryAsync<WayListRow>(ListSql, new
        {
            before = page.Before, own = caller.DealerId, dealer_id = filter.DealerId, campaign = filter.Campaign, state = filter.State, status = filter.Status,
            take = page.Take, today,
        });
        return Paged<ContactWayItem>.Of([.. rows.Select(ContactWayItem.From)], page, way => way.Id);
    }

    public static async Task<ContactWayItem> GetAsync(Database database, Caller caller, string id, long today) =>
        await database.FirstAsync<WayListRow>(OneSql, new { id, own = caller.DealerId, today }) is { } row
            ? ContactWayItem.From(row)
            : throw ProblemException.NotFound("contact way");

    /// <summary>Midnight where the desk is.</summary>
    public static long Today(TimeProvider time, CrmOptions options) =>
        LocalTimes.Resolve(LocalTimes.At(time.GetUtcNow(), options.DefaultTimeZone).Date, options.DefaultTimeZone).Instant.ToUnixTimeMilliseconds();
}

/// <param name="State">The code's state, or one of the words of <paramref name="Status"/>.</param>
internal sealed record WayFilter(string? DealerId, string? Campaign, string? State, string? Status);

internal sealed record WayListRow(
    string Id, string Name, string DealerId, string DealerName, string Campaign, string AdviserGroup, string Channel, string Account, string State,
    string Status, string Fault, long CreatesLead, long SkipVerify, string TimeZone, string Plan, string Welcome, long ExpiresAt, string Url,
    string PictureId, string Wanted, long ScansToday, long Scans, long CreatedAt, long Version);

/// <param name="State">Comes back with every scan, at most 30 characters.</param>
/// <param name="Status">pending, live, failed, expired or removed.</param>
/// <param name="Fault">Why it failed: a stable word and the platform's own number.</param>
/// <param name="Serving">Whom the code leads to now, as last asked of the platform.</param>
/// <param name="HasPicture">Its picture can be shown and downloaded.</param>
public sealed record ContactWayItem(
    string Id, string Name, string? DealerId, string? DealerName, string Campaign, string AdviserGroup, string Channel, string Account, string State,
    string Status, string? Fault, bool CreatesLead, bool SkipVerify, string TimeZone, PlanInput Plan, IReadOnlyList<WelcomeInput> Welcome,
    string? ExpiresAt, bool HasPicture, IReadOnlyList<string> Serving, long ScansToday, long Scans, string CreatedAt, long Version)
{
    internal static ContactWayItem From(WayListRow row) => new(
        row.Id, row.Name, None(row.DealerId), None(row.DealerName), row.Campaign, row.AdviserGroup, row.Channel, row.Account, row.State, row.Status,
        None(row.Fault), row.CreatesLead == 1, row.SkipVerify == 1, row.TimeZone, JsonSerializer.Deserialize<PlanInput>(row.Plan, JsonSerializerOptions.Web)!,
        JsonSerializer.Deserialize<List<WelcomeInput>>(row.Welcome, JsonSerializerOptions.Web) ?? [], Instants.IsoOrNull(row.ExpiresAt),
        row.Url.Length + row.PictureId.Length > 0, Members(row.Wanted), row.ScansToday, row.Scans, Instants.Iso(row.CreatedAt), row.Version);

    private static IReadOnlyList<string> Members(string wanted) =>
        wanted.Length == 0 ? [] : JsonSerializer.Deserialize<Asked>(wanted, JsonSerializerOptions.Web)!.Members;

    private static string? None(string text) => text.Length == 0 ? null : text;

    private sealed record Asked(IReadOnlyList<string> Members);
}
