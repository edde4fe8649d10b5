using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Accounts;

/// <summary>SQL of API tokens.</summary>
internal static class TokenStore
{
    private const string Columns = """
        t.id, t.name, t.hash, t.last4, t.scopes, t.role, coalesce(t.dealer_id, '') as dealer_id, coalesce(t.per_minute, 0) as per_minute,
        coalesce(t.burst, 0) as burst, t.created_at, coalesce(t.expires_at, 0) as expires_at, coalesce(t.revoked_at, 0) as revoked_at,
        coalesce(t.last_used_at, 0) as last_used_at
        """;

    private const string ListSql = $"select {Columns} from api_token t where t.id < @before order by t.id desc limit @take";

    private const string OneSql = $"select {Columns} from api_token t where t.id = @id";

    private const string ByHashSql = $"select {Columns} from api_token t where t.hash = @hash";

    private const string InsertSql = """
        insert into api_token (id, name, hash, last4, scopes, role, dealer_id, per_minute, burst, created_at, expires_at)
        values (@id, @name, @hash, @last4, @scopes, @role, @dealer_id, @per_minute, @burst, @at, @expires_at)
        """;

    private const string RevokeSql = "update api_token set revoked_at = @at where id = @id and revoked_at is null";

    private const string UsedSql = "update api_token set last_used_at = @at where id = @id and coalesce(last_used_at, 0) < @at";

    public static Task<IReadOnlyList<TokenRow>> ListAsync(Database database, string before, int take) =>
        database.QueryAsync<TokenRow>(ListSql, new { before, take });

    public static Task<TokenRow?> GetAsync(Database database, string id) => database.FirstAsync<TokenRow>(OneSql, new { id });

    public static Task<TokenRow?> FindAsync(Database database, string hash) => database.FirstAsync<TokenRow>(ByHashSql, new { hash });

    public static TokenRow? Get(Unit unit, string id) => unit.First<TokenRow>(OneSql, new { id });

    public static void Add(Unit unit, TokenRow token) => unit.Execute(
        InsertSql, ("id", token.Id), ("name", token.Name), ("hash", token.Hash), ("last4", token.Last4), ("scopes", token.Scopes),
        ("role", token.Role), ("dealer_id", token.DealerId.Length == 0 ? null : token.DealerId), ("per_minute", Known(token.PerMinute)),
        ("burst", Known(token.Burst)), ("at", token.CreatedAt), ("expires_at", Known(token.ExpiresAt)));

    /// <summary>False where it is revoked already.</summary>
    public static bool Revoke(Unit unit, string id) => unit.Execute(RevokeSql, ("id", id), ("at", unit.NowMs)) == 1;

    public static void Used(Unit unit, string id, long at) => unit.Execute(UsedSql, ("id", id), ("at", at));

    private static long? Known(long value) => value > 0 ? value : null;
}

/// <summary>0 and empty stand for absent.</summary>
/// <param name="Scopes">With blanks between.</param>
internal sealed record TokenRow(
    string Id, string Name, string Hash, string Last4, string Scopes, string Role, string DealerId, long PerMinute, long Burst,
    long CreatedAt, long ExpiresAt, long RevokedAt, long LastUsedAt);
