using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Insight;

/// <summary>满意度: how customers rated their conversations with us, and who waits now.</summary>
public static class SurveySummary
{
    private const string Sql = """
        select count(*) as asked, count(score) as answered, coalesce(avg(cast(score as double precision)), 0) as average,
            count(*) filter (where score = 1) as one, count(*) filter (where score = 2) as two, count(*) filter (where score = 3) as three,
            count(*) filter (where score = 4) as four, count(*) filter (where score = 5) as five
        from survey where asked_at >= @low and asked_at < @high
        """;

    private const string NowSql = """
        select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'agent') as served from service_session
        """;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/surveys/summary", Get);

    private static async Task<SurveyReport> Get(Database database, Caller caller, string? from = null, string? to = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var row = (await database.FirstAsync<SurveyRow>(Sql, new { low = Instants.Parse(from, "from") ?? 0, high = Instants.Parse(to, "to") ?? long.MaxValue }))!;
        var now = (await database.FirstAsync<SessionCounts>(NowSql))!;
        return new SurveyReport(row.Asked, row.Answered, row.Answered == 0 ? null : Math.Round(row.Average, 2), [row.One, row.Two, row.Three, row.Four, row.Five], now.Waiting, now.Served);
    }
}

internal sealed record SurveyRow(long Asked, long Answered, double Average, long One, long Two, long Three, long Four, long Five);

internal sealed record SessionCounts(long Waiting, long Served);

/// <param name="Average">1 to 5; null while nobody has answered.</param>
/// <param name="Scores">How many gave 1, 2, 3, 4 and 5.</param>
/// <param name="Waiting">Conversations that wait for an agent now.</param>
public sealed record SurveyReport(long Asked, long Answered, double? Average, IReadOnlyList<long> Scores, long Waiting, long Served);
