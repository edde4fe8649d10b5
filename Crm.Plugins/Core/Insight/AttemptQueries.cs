using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Insight;

/// <summary>Attempts to call, with who called.</summary>
public static class AttemptQueries
{
    private const string OfPromiseSql = """
        select a.id, a.agent_id, coalesce(u.display_name, '') as agent_name, a.started_at, coalesce(a.ended_at, 0) as ended_at,
            coalesce(a.ring_seconds, -1) as ring_seconds, coalesce(a.result, '') as result, coalesce(a.note, '') as note, a.manual
        from attempt a left join user_account u on u.id = a.agent_id
        where a.promise_id = @promise_id order by a.started_at, a.id
        """;

    /// <summary>One that was just written.</summary>
    public static async Task<AttemptItem> OneAsync(Database database, AttemptRow attempt) =>
        (await OfPromiseAsync(database, attempt.PromiseId)).First(item => item.Id == attempt.Id);

    public static async Task<IReadOnlyList<AttemptItem>> OfPromiseAsync(Database database, string promiseId) =>
        [.. (await database.QueryAsync<AttemptListRow>(OfPromiseSql, new { promise_id = promiseId })).Select(AttemptItem.From)];
}

internal sealed record AttemptListRow(
    string Id, string AgentId, string AgentName, long StartedAt, long EndedAt, long RingSeconds, string Result, string Note, long Manual);

/// <param name="AgentName">Absent where a machine noted the call.</param>
public sealed record AttemptItem(
    string Id, string StartedAt, string? EndedAt, long? RingSeconds, string? Result, string? Note, string AgentId, string? AgentName, bool Manual)
{
    internal static AttemptItem From(AttemptListRow row) => new(
        row.Id, Instants.Iso(row.StartedAt), Instants.IsoOrNull(row.EndedAt), row.RingSeconds < 0 ? null : row.RingSeconds,
        CustomerViews.None(row.Result), CustomerViews.None(row.Note), row.AgentId, CustomerViews.None(row.AgentName), row.Manual == 1);
}
