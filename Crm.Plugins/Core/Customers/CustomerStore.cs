using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Customers;

/// <summary>SQL of customers and of the evidence that points to them.</summary>
public static class CustomerStore
{
    private const string FindIdentity = "select name_key, customer_id from identity where kind = @kind and value = @value";

    private const string AddIdentitySql = """
        insert into identity (kind, value, name_key, customer_id, first_seen)
        values (@kind, @value, @name_key, @customer_id, @at) on conflict do nothing
        """;

    private const string AddSql = """
        insert into customer (id, name, phone, email, locale, region, created_at)
        values (@id, @name, @phone, @email, @locale, @region, @at)
        """;

    private const string FillSql = """
        update customer set name = coalesce(name, @name), phone = coalesce(phone, @phone), email = coalesce(email, @email),
            region = coalesce(region, @region), version = version + 1
        where id = @id and ((name is null and @has_name = 1) or (phone is null and @has_phone = 1)
            or (email is null and @has_email = 1) or (region is null and @has_region = 1))
        """;

    private const string ContactSql = """
        select id, coalesce(name, '') as name, coalesce(phone, '') as phone, coalesce(email, '') as email, locale,
            coalesce(region, '') as region
        from customer where id = @id
        """;

    private const string PhoneNamesSql = "select count(distinct name_key) from identity where kind = 'phone' and value = @value and name_key <> ''";

    private const string ExistsSql = "select count(*) from customer where id = @id";

    private const string LockSql = "select id from customer where id = any(@ids) order by id for update";

    private const string LocaleSql = "update customer set locale = @locale, version = version + 1 where id = @id";

    /// <summary>The language the customer chose.</summary>
    public static void SetLocale(Unit unit, string id, string locale) => unit.Add(LocaleSql, ("locale", locale), ("id", id));

    public static async Task<bool> ExistsAsync(Database database, string id) => await database.FirstAsync<long>(ExistsSql, new { id }) > 0;

    /// <summary>Holds these customers until the commit, always in the same order.</summary>
    public static void Lock(Unit unit, string[] ids) => unit.Query<string>(LockSql, new { ids });

    internal static List<IdentityRow> Find(Unit unit, string kind, string value) =>
        unit.Read(FindIdentity, row => new IdentityRow(row.GetString(0), row.GetString(1)), ("kind", kind), ("value", value));

    /// <summary>The customer one of these ids points to; null where nobody is known by them.</summary>
    public static string? ByUniqueId(Unit unit, IEnumerable<ChannelIdentity> ids)
    {
        foreach (var id in ids)
            if (Find(unit, id.Kind, id.Value) is [{ } row, ..]) return row.CustomerId;
        return null;
    }

    internal static void AddIdentity(Unit unit, string kind, string value, string nameKey, string customerId) =>
        unit.Add(AddIdentitySql, ("kind", kind), ("value", value), ("name_key", nameKey), ("customer_id", customerId), ("at", unit.NowMs));

    /// <summary>For somebody new: false where another node has just met the same person.</summary>
    internal static bool TryAddIdentity(Unit unit, string kind, string value, string nameKey, string customerId) =>
        unit.Execute(AddIdentitySql, ("kind", kind), ("value", value), ("name_key", nameKey), ("customer_id", customerId), ("at", unit.NowMs)) == 1;

    internal static void Add(Unit unit, string id, string? name, string? phone, string? email, string locale, string? region) =>
        unit.Add(AddSql, ("id", id), ("name", name), ("phone", phone), ("email", email), ("locale", locale), ("region", region), ("at", unit.NowMs));

    /// <summary>Fills members that are still empty; never overwrites what is known.</summary>
    public static void Fill(Unit unit, string id, string? name, string? phone, string? email, string? region) =>
        unit.Add(FillSql, ("name", name), ("phone", phone), ("email", email), ("region", region), ("id", id),
            ("has_name", Flag(name)), ("has_phone", Flag(phone)), ("has_email", Flag(email)), ("has_region", Flag(region)));

    /// <summary>How to address and reach the customer; empty strings where unknown.</summary>
    public static CustomerContact? Contact(Unit unit, string id) => unit.First<CustomerContact>(ContactSql, new { id });

    internal static long NamesOfPhone(Unit unit, string phone) =>
        unit.Read(PhoneNamesSql, row => row.GetInt64(0), ("value", phone))[0];

    private static long Flag(string? value) => value is null ? 0 : 1;
}

internal sealed record IdentityRow(string NameKey, string CustomerId);

public sealed record CustomerContact(string Id, string Name, string Phone, string Email, string Locale, string Region);
