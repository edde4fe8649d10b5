using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.My;

/// <summary>
/// Links that open My service for one customer, without a password. The secret stands behind the <c>#</c>, so no server and
/// no proxy ever writes it into a log. Taking back ends every link there is.
/// </summary>
public sealed class MyLinks(MyKeys keys, Database database, MyOptions options, CrmOptions crm, TimeProvider time)
{
    private const string GenerationSql = "select generation from my_access where customer_id = @id";

    private const string RevokeSql = """
        insert into my_access (customer_id, generation, revoked_at, revoked_by) values (@id, 1, @at, @by)
        on conflict (customer_id) do update set generation = my_access.generation + 1, revoked_at = @at, revoked_by = @by
        """;

    /// <summary>Whether customers can reach us at an address that an operator named.</summary>
    public bool IsPublic => crm.PublicUrl.Length > 0;

    /// <summary>The link, or null where we do not know under which address customers reach us.</summary>
    public string? For(Unit unit, string customerId) => Make(unit, customerId)?.Url;

    internal MyLink? Make(Unit unit, string customerId)
    {
        var host = crm.PublicUrl.Length > 0 ? crm.PublicUrl : crm.DevelopmentUrl;
        if (host.Length == 0) return null;
        var day = MyToken.DayOf(unit.Now) + options.LinkDays;
        var token = new MyToken(customerId, day, Generation(unit.Read(GenerationSql, row => row.GetInt64(0), ("id", customerId)))).Write(keys.Get(unit));
        return new MyLink($"{host.TrimEnd('/')}/my/#{token}", DateTimeOffset.UnixEpoch.AddDays(day + 1));
    }

    /// <summary>Every link and every open page of the customer ends at once.</summary>
    public static void Revoke(Unit unit, string customerId, string by) => unit.Add(RevokeSql, ("id", customerId), ("at", unit.NowMs), ("by", by));

    /// <summary>Reads what stands behind the <c>#</c> of a link.</summary>
    public async Task<OpenedLink> OpenAsync(string? token)
    {
        if (token is null || await keys.FindAsync() is not { } key || MyToken.Read(key, token) is not { } link) return new OpenedLink(LinkOutcome.Unknown);
        if (link.LastDay < MyToken.DayOf(time.GetUtcNow())) return new OpenedLink(LinkOutcome.Expired);
        return await IsCurrentAsync(link.CustomerId, link.Generation)
            ? new OpenedLink(LinkOutcome.Opened, link.CustomerId, link.Generation)
            : new OpenedLink(LinkOutcome.Revoked);
    }

    /// <summary>False as soon as the customer's links were taken back.</summary>
    public async Task<bool> IsCurrentAsync(string customerId, int generation) =>
        Generation(await database.QueryAsync<long>(GenerationSql, new { id = customerId })) == generation;

    /// <summary>The generation of the customer's present links, for a session that no link opened.</summary>
    public async Task<int> GenerationAsync(string customerId) => Generation(await database.QueryAsync<long>(GenerationSql, new { id = customerId }));

    private static int Generation(IReadOnlyList<long> rows) => rows.Count == 0 ? 0 : (int)rows[0];
}

/// <param name="Url">A secret: whoever has it is the customer.</param>
public sealed record MyLink(string Url, DateTimeOffset ExpiresAt);

public enum LinkOutcome
{
    Opened,
    Unknown,
    Expired,
    Revoked,
}

/// <param name="CustomerId">Empty unless opened.</param>
public sealed record OpenedLink(LinkOutcome Outcome, string CustomerId = "", int Generation = 0);
