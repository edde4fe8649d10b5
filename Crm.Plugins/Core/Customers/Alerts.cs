using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Customers;

/// <summary>Things a team lead should look at, one per kind and subject.</summary>
public static class Alerts
{
    private const string Insert = """
        insert into alert (id, kind, subject_id, detail, at, state, customer_id, dealer_id, data)
        values (@id, @kind, @subject_id, @detail, @at, 'open', @customer_id, @dealer_id, @data)
        on conflict (kind, subject_id) do update set state = 'open', detail = excluded.detail, at = excluded.at, data = excluded.data,
            closed_at = null, closed_by = null, close_note = null, version = alert.version + 1
        where alert.state = 'closed'
        """;

    private const string CloseSql = """
        update alert set state = 'closed', closed_at = @at, closed_by = @by, close_note = @note, version = version + 1
        where kind = @kind and subject_id = @subject_id and state = 'open'
        """;

    /// <summary>What it was about is over by itself.</summary>
    public static void Close(Unit unit, string kind, string subjectId, string by, string note) => unit.Add(CloseSql,
        ("at", unit.NowMs), ("by", by), ("note", note), ("kind", kind), ("subject_id", subjectId));

    /// <summary>Once per kind and subject; one that was closed is open again.</summary>
    public static void Raise(Unit unit, string kind, string subjectId, string detail) => Raise(unit, kind, subjectId, detail, new AlertAbout(null));

    public static void Raise(Unit unit, string kind, string subjectId, string detail, AlertAbout about) => unit.Add(Insert,
        ("id", Ids.New(unit.Now)), ("kind", kind), ("subject_id", subjectId), ("detail", detail), ("at", unit.NowMs), ("customer_id", about.CustomerId),
        ("dealer_id", about.DealerId), ("data", about.Data is null ? null : JsonSerializer.Serialize(about.Data, JsonSerializerOptions.Web)));
}

/// <param name="DealerId">The dealer that shall see it besides the maker's people.</param>
/// <param name="Data">What a page needs to say it in its own words, serialised with web defaults.</param>
public sealed record AlertAbout(string? CustomerId, string? DealerId = null, object? Data = null);
