using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Customers;

/// <summary>Customers who share a phone number.</summary>
public static class Households
{
    private const string Sql = """
        select distinct own.customer_id, other.customer_id as other_id, own.value
        from identity own join identity other on other.kind = 'phone' and other.value = own.value and other.customer_id <> own.customer_id
        where own.kind = 'phone' and own.customer_id = any(@ids)
        """;

    /// <summary>The others of each customer's household; nobody where more than <paramref name="most"/> share a number, as at a company's switchboard.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Of(Unit unit, string[] ids, int most) =>
        unit.Query<HouseholdRow>(Sql, new { ids }).GroupBy(row => (row.CustomerId, row.Value)).Where(home => home.Count() < most)
            .SelectMany(home => home).GroupBy(row => row.CustomerId)
            .ToDictionary(rows => rows.Key, rows => (IReadOnlyList<string>)[.. rows.Select(row => row.OtherId).Distinct()]);
}

internal sealed record HouseholdRow(string CustomerId, string OtherId, string Value);
