using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>SQL of attempts to call.</summary>
public static class AttemptStore
{
    private const string InsertSql = """
        insert into attempt (id, promise_id, agent_id, started_at, ended_at, ring_seconds, result, note, manual)
        values (@id, @promise_id, @agent_id, @started_at, @ended_at, @ring_seconds, @result, @note, @manual)
        """;

    private const string FinishSql = """
        update attempt set ended_at = @ended_at, ring_seconds = @ring_seconds, result = @result, note = @note
        where id = @id and (result is null or result = 'abandoned')
        """;

    private const string AbandonSql = """
        update attempt set ended_at = @now, result = 'abandoned' where promise_id = @promise_id and result is null and started_at <= @started
        """;

    private const string OfPromiseSql = """
        select id, promise_id, agent_id, started_at, coalesce(ended_at, 0) as ended_at, coalesce(ring_seconds, -1) as ring_seconds,
            coalesce(result, '') as result, coalesce(note, '') as note, manual
        from attempt where promise_id = @promise_id order by started_at, id
        """;

    public static void Add(Unit unit, AttemptRow attempt) => unit.Add(InsertSql,
        ("id", attempt.Id), ("promise_id", attempt.PromiseId), ("agent_id", attempt.AgentId), ("started_at", attempt.StartedAt),
        ("ended_at", attempt.EndedAt == 0 ? null : attempt.EndedAt), ("ring_seconds", attempt.RingSeconds < 0 ? null : attempt.RingSeconds),
        ("result", attempt.Result.Length == 0 ? null : attempt.Result), ("note", attempt.Note), ("manual", attempt.Manual));

    /// <summary>False where the outcome is already recorded. Whoever comes after the clock gave up may still say how it was.</summary>
    public static bool Finish(Unit unit, AttemptRow attempt) => unit.Execute(FinishSql,
        ("ended_at", attempt.EndedAt), ("ring_seconds", attempt.RingSeconds < 0 ? null : attempt.RingSeconds), ("result", attempt.Result),
        ("note", attempt.Note), ("id", attempt.Id)) == 1;

    /// <summary>Gives up running attempts that began so long ago; false where there is none.</summary>
    public static bool Abandon(Unit unit, string promiseId, long started) =>
        unit.Execute(AbandonSql, ("now", unit.NowMs), ("promise_id", promiseId), ("started", started)) > 0;

    public static IReadOnlyList<AttemptRow> OfPromise(Unit unit, string promiseId) =>
        unit.Query<AttemptRow>(OfPromiseSql, new { promise_id = promiseId });
}

/// <param name="Result">Empty while the call is running.</param>
/// <param name="RingSeconds">-1 = not known.</param>
/// <param name="Manual">1 = entered by hand, without telephony's word.</param>
public sealed record AttemptRow(
    string Id, string PromiseId, string AgentId, long StartedAt, long EndedAt, long RingSeconds, string Result, string Note, long Manual);
