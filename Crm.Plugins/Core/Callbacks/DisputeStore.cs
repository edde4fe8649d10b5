using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>SQL of disputed promises.</summary>
internal static class DisputeStore
{
    private const string InsertSql = """
        insert into promise_dispute (promise_id, customer_id, at, from_state, from_outcome, next_promise_id)
        values (@promise_id, @customer_id, @at, @from_state, @from_outcome, @next)
        """;

    private const string OneSql = """
        select promise_id, at, from_state, from_outcome, coalesce(next_promise_id, '') as next_promise_id, coalesce(decision, '') as decision,
            coalesce(decided_at, 0) as decided_at, coalesce(decided_by, '') as decided_by, coalesce(note, '') as note
        from promise_dispute where promise_id = @id
        """;

    private const string DecideSql = """
        update promise_dispute set decision = @decision, decided_at = @at, decided_by = @by, note = @note where promise_id = @id and decision is null
        """;

    private const string InquirySql = "select coalesce(inquiry_id, '') from promise where id = @id";

    public static void Add(Unit unit, PromiseRow promise, string? next) => unit.Add(InsertSql,
        ("promise_id", promise.Id), ("customer_id", promise.CustomerId), ("at", unit.NowMs), ("from_state", promise.State),
        ("from_outcome", promise.Outcome), ("next", next));

    public static DisputeRow? Get(Unit unit, string promiseId) => unit.First<DisputeRow>(OneSql, new { id = promiseId });

    public static Task<DisputeRow?> GetAsync(Database database, string promiseId) => database.FirstAsync<DisputeRow>(OneSql, new { id = promiseId });

    /// <summary>False where it was decided meanwhile.</summary>
    public static bool Decide(Unit unit, string promiseId, string decision, string by, string note) =>
        unit.Execute(DecideSql, ("decision", decision), ("at", unit.NowMs), ("by", by), ("note", note), ("id", promiseId)) == 1;

    /// <summary>What the promise answered, so that the next one hangs on the same inquiry.</summary>
    public static string InquiryOf(Unit unit, string promiseId) => unit.Read(InquirySql, row => row.GetString(0), ("id", promiseId))[0];
}

/// <param name="NextPromiseId">The call promised instead; empty where there is no number to call.</param>
/// <param name="Decision">upheld or rejected; empty while nobody has decided.</param>
internal sealed record DisputeRow(
    string PromiseId, long At, string FromState, string FromOutcome, string NextPromiseId, string Decision, long DecidedAt, string DecidedBy, string Note);
