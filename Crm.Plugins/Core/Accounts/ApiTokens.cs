using Crm.Plugins.Contract;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Accounts;

/// <summary>Keys for machines. Only the hash is stored, so a lost token is replaced, never looked up.</summary>
public sealed class ApiTokens(Database database, Writer writer, TokenUse use, TimeProvider time)
{
    private static readonly TimeSpan CacheLife = TimeSpan.FromSeconds(15);
    private readonly TimedCache<ApiToken?> _byHash = new(CacheLife, time);

    /// <returns>The token and its secret, which nobody can read again.</returns>
    public async Task<(ApiToken Token, string Secret)> CreateAsync(NewToken input, Caller caller)
    {
        caller.MustBe(Role.Admin);
        var role = input.Role is null ? Role.Agent : Words.TryParse<Role>(input.Role) ?? throw ProblemException.Invalid("bad-role", "role is admin, lead, agent or dealer.");
        if (input.Name?.Trim() is not { Length: > 0 and <= 100 } name) throw ProblemException.Invalid("missing-name", "name says what the token is for, in at most 100 characters.");
        if (input.PerMinute is < 1 or > 1_000_000 || input.Burst is < 1 or > 1_000_000) throw ProblemException.Invalid("bad-rate", "perMinute and burst are whole numbers from 1.");
        if (role == Role.Dealer == string.IsNullOrEmpty(input.DealerId)) throw ProblemException.Invalid("bad-dealer", "The role dealer has a dealerId, and no other role has.");
        var scopes = TokenScopes.Checked(input.Scopes);
        var expires = Instants.Parse(input.ExpiresAt, "expiresAt") ?? 0;
        if (expires != 0 && expires <= time.GetUtcNow().ToUnixTimeMilliseconds()) throw ProblemException.Invalid("bad-expiry", "expiresAt lies in the future.");

        var secret = TokenSecret.New();
        var row = await writer.WriteAsync(unit =>
        {
            if (input.DealerId is { Length: > 0 } dealer && DealerStore.Name(unit, dealer) is null)
                throw ProblemException.Invalid("unknown-dealer", "dealerId names no dealer.");
            var row = new TokenRow(
                Ids.New(unit.Now), name, TokenSecret.Hash(secret), secret[^4..], scopes, Words.Of(role), input.DealerId ?? "", input.PerMinute ?? 0,
                input.Burst ?? 0, unit.NowMs, expires, 0, 0);
            TokenStore.Add(unit, row);
            Audit.Record(unit, caller.Id, "token.created", row.Id, $"role {row.Role}, scopes {scopes}");
            return row;
        });
        return (ApiToken.From(row), secret);
    }

    /// <summary>This node refuses it from now on, the others within seconds.</summary>
    public Task RevokeAsync(string id, Caller caller)
    {
        caller.MustBe(Role.Admin);
        return writer.WriteAsync(unit =>
        {
            var token = TokenStore.Get(unit, id) ?? throw ProblemException.NotFound("token");
            if (!TokenStore.Revoke(unit, id)) return;
            Audit.Record(unit, caller.Id, "token.revoked", id);
            unit.AfterCommit(() => _byHash.Forget(token.Hash));
        });
    }

    public async Task<IReadOnlyList<ApiToken>> ListAsync(PageRequest page) =>
        [.. (await TokenStore.ListAsync(database, page.Before, page.Take)).Select(ApiToken.From)];

    public async Task<ApiToken?> GetAsync(string id) => await TokenStore.GetAsync(database, id) is { } row ? ApiToken.From(row) : null;

    /// <summary>The token behind a secret, or null where it is unknown, expired or revoked. Hot: usually answered from memory.</summary>
    public async ValueTask<ApiToken?> CheckAsync(string secret)
    {
        if (!TokenSecret.LooksLikeOne(secret)) return null;
        var token = await _byHash.GetAsync(TokenSecret.Hash(secret), async hash => await TokenStore.FindAsync(database, hash) is { } row ? ApiToken.From(row) : null);
        if (token is null || !token.IsGood(time.GetUtcNow())) return null;
        use.Note(token.Id);
        return token;
    }
}
