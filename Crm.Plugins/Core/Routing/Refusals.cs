using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Routing;

/// <summary>SQL of the dealers that customers do not want.</summary>
internal static class Refusals
{
    private const string AddSql = """
        insert into dealer_refusal (customer_id, dealer_id, lead_id, reason, note, at) values (@customer_id, @dealer_id, @lead_id, @reason, @note, @at)
        on conflict (customer_id, dealer_id) do update set lead_id = excluded.lead_id, reason = excluded.reason, note = excluded.note, at = excluded.at
        """;

    private const string OfCustomerSql = "select dealer_id from dealer_refusal where customer_id = @customer_id order by dealer_id";

    public static void Add(Unit unit, string customerId, string dealerId, string leadId, string reason, string? note) => unit.Add(AddSql,
        ("customer_id", customerId), ("dealer_id", dealerId), ("lead_id", leadId), ("reason", reason), ("note", note), ("at", unit.NowMs));

    public static IReadOnlyList<string> OfCustomer(Unit unit, string customerId) =>
        unit.Read(OfCustomerSql, row => row.GetString(0), ("customer_id", customerId));
}
