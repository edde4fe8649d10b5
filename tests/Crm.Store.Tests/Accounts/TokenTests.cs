using Crm.Plugins.Core.Accounts;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Accounts;

/// <summary>W-11: only hash and last four characters of a token are stored.</summary>
public sealed class TokenTests
{
    [Theory, OnEachDatabase]
    public async Task The_secret_is_nowhere_in_the_store(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        var (token, secret) = await accounts.Tokens.CreateAsync(new NewToken("feed", ["leads:read", "leads:write"]), AccountStore.Admin);
        secret.Length.ShouldBe(53);
        (await store.CountAsync("select count(*) from api_token where hash = @hash and last4 = @last4", new { hash = TokenSecret.Hash(secret), last4 = secret[^4..] })).ShouldBe(1);
        (await store.CountAsync("select count(*) from audit where detail like @like or subject like @like", new { like = $"%{secret[10..20]}%" })).ShouldBe(0);
        (await accounts.Tokens.CheckAsync(secret)).ShouldNotBeNull().Id.ShouldBe(token.Id);
        (await accounts.Tokens.GetAsync(token.Id))!.Scopes.ShouldBe(["leads:read", "leads:write"]);
    }

    [Theory, OnEachDatabase]
    public async Task Every_token_is_different_and_only_the_exact_text_is_accepted(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        var (_, one) = await accounts.Tokens.CreateAsync(new NewToken("one", ["*"]), AccountStore.Admin);
        var (_, two) = await accounts.Tokens.CreateAsync(new NewToken("two", ["*"]), AccountStore.Admin);
        one.ShouldNotBe(two);
        foreach (var wrong in new[] { "", TokenSecret.Prefix, one[..^1], one + "A", one.ToUpperInvariant(), TokenSecret.Hash(one) })
            (await accounts.Tokens.CheckAsync(wrong)).ShouldBeNull();
    }

    [Theory, OnEachDatabase]
    public async Task Another_node_refuses_a_revoked_token_within_its_caches_life(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var second = provider == TestDatabase.Postgres ? store.AnotherNode() : null;
        var (here, there) = (new AccountStore(store), new AccountStore(second ?? store));
        var (token, secret) = await here.Tokens.CreateAsync(new NewToken("feed", ["*"]), AccountStore.Admin);
        (await there.Tokens.CheckAsync(secret)).ShouldNotBeNull();
        await here.Tokens.RevokeAsync(token.Id, AccountStore.Admin);
        (await here.Tokens.CheckAsync(secret)).ShouldBeNull();
        store.Time.Advance(TimeSpan.FromSeconds(15));
        (await there.Tokens.CheckAsync(secret)).ShouldBeNull();
    }

    [Theory, OnEachDatabase]
    public async Task Checking_again_and_again_asks_the_store_once(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        var (_, secret) = await accounts.Tokens.CreateAsync(new NewToken("feed", ["*"]), AccountStore.Admin);
        (await accounts.Tokens.CheckAsync(secret)).ShouldNotBeNull();
        await store.Writer.WriteAsync(unit => unit.Execute("update api_token set revoked_at = 1"));
        (await accounts.Tokens.CheckAsync(secret)).ShouldNotBeNull("answered from memory");
        store.Time.Advance(TimeSpan.FromSeconds(15));
        (await accounts.Tokens.CheckAsync(secret)).ShouldBeNull();
    }
}
