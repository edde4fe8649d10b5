using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Customers;

/// <summary>Things a team lead should look at, one per kind and subject.</summary>
public static class Alerts
{
    private const string Insert = """
        insert into alert (id, kind, subject_id, detail, at, state)
        values (@id, @kind, @subject_id, @detail, @at, 'open') on conflict do nothing
        """;

    public static void Raise(Unit unit, string kind, string subjectId, string detail) =>
        unit.Add(Insert, ("id", Ids.New(unit.Now)), ("kind", kind), ("subject_id", subjectId), ("detail", detail), ("at", unit.NowMs));
}
