using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Insight;

/// <summary>The first words to new contacts: how many were in time, how many were missed and why, how long they took.</summary>
public static class WelcomeQueries
{
    private const string EndsSql = """
        select state, coalesce(reason, '') as reason, count(*) as count from delivery
        where notice = 'welcome' and id >= @low and id < @high
        group by state, coalesce(reason, '')
        """;

    // From the event itself, which platforms date to the second: up to one second too much. Unconfirmed ones have no honest time.
    private const string TookSql = """
        select coalesce(d.sent_at - i.occurred_at, 0) as took
        from delivery d join inbox i on i.id = substr(d.effect_key, 1, 32)
        where d.notice = 'welcome' and d.id >= @low and d.id < @high and d.state = 2 and d.reason is null
        order by took limit 1 offset @skip
        """;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/welcomes/summary", Get);

    private static async Task<WelcomeReport> Get(Database database, Caller caller, TimeProvider time, string? from = null, string? to = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var since = Instants.Parse(from, "from") ?? time.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds();
        var low = Instants.LowestId(since);
        var high = Instants.Parse(to, "to") is { } until ? Instants.LowestId(until) : "~";
        var ends = await database.QueryAsync<WelcomeEnd>(EndsSql, new { low, high });
        var sent = Count(row => row.State == DeliveryState.Sent && row.Reason.Length == 0);
        var missed = ends.Where(row => row.State is DeliveryState.Dead or DeliveryState.Expired)
            .Select(row => new MissedWelcomes(row.Reason.Length == 0 ? "expired" : row.Reason, row.Count)).OrderByDescending(row => row.Count).ToList();
        return new WelcomeReport(
            Instants.Iso(since), sent, missed.Sum(row => row.Count), missed,
            Count(row => row.State == DeliveryState.Unknown || row is { State: DeliveryState.Sent, Reason.Length: > 0 }),
            Count(row => row.State is DeliveryState.Queued or DeliveryState.Sending), await TookAsync(0.5), await TookAsync(0.99), await TookAsync(1));

        long Count(Func<WelcomeEnd, bool> which) => ends.Where(which).Sum(row => row.Count);

        async Task<long?> TookAsync(double part) => sent == 0
            ? null
            : await database.FirstAsync<long>(TookSql, new { low, high, skip = Math.Max(0, (long)Math.Ceiling(part * sent) - 1) });
    }
}

/// <param name="From">Start of the period, ISO 8601 UTC; the last day where none was asked for.</param>
/// <param name="Missed">Surely not arrived, of these <paramref name="MissedByCause"/>.</param>
/// <param name="Unconfirmed">Sent, but the platform's answer was lost.</param>
/// <param name="Waiting">Still to be sent.</param>
/// <param name="P50Ms">From the event to the platform's yes, in milliseconds; null where none was sent.</param>
public sealed record WelcomeReport(
    string From, long Sent, long Missed, IReadOnlyList<MissedWelcomes> MissedByCause, long Unconfirmed, long Waiting, long? P50Ms, long? P99Ms, long? MaxMs);

/// <param name="Cause">A stable code such as <c>expired</c>, <c>already-welcomed</c> or <c>configuration</c>.</param>
public sealed record MissedWelcomes(string Cause, long Count);

internal sealed record WelcomeEnd(DeliveryState State, string Reason, long Count);
