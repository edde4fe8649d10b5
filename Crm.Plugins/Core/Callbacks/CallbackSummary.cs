using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Callbacks;

/// <summary>How promises ended, by the time they were due. A dealer sees its own.</summary>
internal static class CallbackSummary
{
    private const string Sql = """
        select coalesce(outcome, '') as outcome, requested_at, due_at, coalesce(first_attempt_at, 0) as first_attempt_at
        from promise
        where due_at >= @from and due_at < @to and topic <> 'reply' and (@own is null or owner_id = @own)
        """;

    public static async Task<PromiseSummary> Get(Database database, Caller caller, string? from = null, string? to = null)
    {
        var rows = await database.QueryAsync<Row>(Sql, new
        {
            from = Instants.Parse(from, "from") ?? 0, to = Instants.Parse(to, "to") ?? long.MaxValue, own = caller.DealerId,
        });
        return PromiseSummary.Of([.. rows.Select(row => new PromiseResult(
            row.Outcome.Length == 0 ? null : Words.Parse<PromiseOutcome>(row.Outcome), Promises.At(row.RequestedAt), Promises.At(row.DueAt),
            row.FirstAttemptAt == 0 ? null : Promises.At(row.FirstAttemptAt)))]);
    }

    internal sealed record Row(string Outcome, long RequestedAt, long DueAt, long FirstAttemptAt);
}
