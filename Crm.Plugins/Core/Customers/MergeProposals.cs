using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Customers;

/// <summary>Two customers who may be one person. A human decides.</summary>
public static class MergeProposals
{
    private const string Insert = """
        insert into merge_proposal (id, customer_id, other_id, reason, state, created_at)
        values (@id, @customer_id, @other_id, @reason, 'open', @at) on conflict do nothing
        """;

    /// <summary>Proposes once, whichever of the two came first.</summary>
    public static void Propose(Unit unit, string customerId, string otherId, string reason)
    {
        var (low, high) = string.CompareOrdinal(customerId, otherId) < 0 ? (customerId, otherId) : (otherId, customerId);
        unit.Add(Insert, ("id", Ids.New(unit.Now)), ("customer_id", low), ("other_id", high), ("reason", reason), ("at", unit.NowMs));
    }
}
