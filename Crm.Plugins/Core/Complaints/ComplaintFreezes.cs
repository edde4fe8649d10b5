using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Complaints;

/// <summary>No advertising to somebody who complains, nor shortly after (P-11). An S4 does not freeze.</summary>
public static class ComplaintFreezes
{
    private const string Sql = """
        select customer_id, cast(case when state in ('resolved', 'closed') then 0 else 1 end as bigint) as is_open,
            coalesce(closed_at, 0) as closed_at, coalesce(resolved_at, 0) as resolved_at
        from complaint where customer_id = any(@ids) and severity <> 's4'
        """;

    /// <summary>Until when each customer is left alone; <see cref="DateTimeOffset.MaxValue"/> while a complaint is open.</summary>
    public static Dictionary<string, DateTimeOffset> Of(Unit unit, string[] ids, TimeSpan after)
    {
        Dictionary<string, DateTimeOffset> until = [];
        foreach (var row in unit.Query<FreezeRow>(Sql, new { ids }))
        {
            var end = row.IsOpen == 1 ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(row.ClosedAt, row.ResolvedAt)) + after;
            if (!until.TryGetValue(row.CustomerId, out var known) || end > known) until[row.CustomerId] = end;
        }

        return until;
    }
}

internal sealed record FreezeRow(string CustomerId, long IsOpen, long ClosedAt, long ResolvedAt);
