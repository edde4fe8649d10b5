using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Shared.Api;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Accounts;

public sealed class UserTests
{
    private static readonly PageRequest Page = new("~", 50);

    [Theory, OnEachDatabase]
    public async Task There_is_nobody_and_no_password_in_a_new_store(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        (await accounts.Users.ListAsync(Page)).ShouldBeEmpty();
        (await accounts.Tokens.ListAsync(Page)).ShouldBeEmpty();
        (await Audit.ListAsync(store.Database, null, null, Page)).ShouldBeEmpty();
        (await accounts.Users.SignInAsync("admin", "admin")).ShouldBeNull();
    }

    [Theory, OnEachDatabase]
    public async Task A_created_user_signs_in_and_only_a_hash_is_stored(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        var user = await accounts.Users.CreateAsync(new NewUser(" Li.Na ", "李娜", "agent"), AccountStore.Password);
        (await accounts.Users.SignInAsync("LI.NA", AccountStore.Password)).ShouldNotBeNull().Id.ShouldBe(user.Id);
        (await accounts.Users.SignInAsync("li.na", AccountStore.Password + " ")).ShouldBeNull();
        (await accounts.Users.ListAsync(Page)).ShouldHaveSingleItem().UserName.ShouldBe("li.na");
        (await store.CountAsync("select count(*) from user_account where password_hash like '%horse%'")).ShouldBe(0);
        (await store.CountAsync("select count(*) from user_account where length(password_hash) > 60")).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Two_who_take_the_same_name_at_once_get_one_user_and_one_refusal(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        var tries = Enumerable.Range(0, 4).Select(_ => Try(() => accounts.Users.CreateAsync(new NewUser("same", null, "agent"), AccountStore.Password)));
        (await Task.WhenAll(tries)).Order().ShouldBe(["", "user-name-taken", "user-name-taken", "user-name-taken"]);
        (await store.CountAsync("select count(*) from audit")).ShouldBe(1);
    }

    [Theory, OnEachDatabase]
    public async Task Two_changes_from_one_version_are_one_change_and_one_conflict(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        var user = await accounts.Users.CreateAsync(new NewUser("agent", null, "agent"), AccountStore.Password);
        var tries = Enumerable.Range(0, 2).Select(i =>
            Try(() => accounts.Users.ChangeAsync(user.Id, new UserChange(DisplayName: "Name " + i), new IfMatch(1), AccountStore.Admin)));
        (await Task.WhenAll(tries)).Order().ShouldBe(["", "version-conflict"]);
        (await accounts.Users.GetAsync(user.Id))!.Version.ShouldBe(2);
    }

    [Theory, OnEachDatabase]
    public async Task Only_what_matters_for_a_session_renews_the_stamp(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        var first = await accounts.Users.CreateAsync(new NewUser("agent", null, "agent"), AccountStore.Password);
        async Task<User> Change(UserChange change) => await accounts.Users.ChangeAsync(first.Id, change, new IfMatch((long?)null), AccountStore.Admin);

        var renamed = await Change(new UserChange(DisplayName: "Other", Locale: "en"));
        renamed.Stamp.ShouldBe(first.Stamp);
        (await Change(new UserChange(Role: "agent", Active: true))).Stamp.ShouldBe(first.Stamp);
        var stamps = new[]
        {
            first.Stamp,
            (await Change(new UserChange(Role: "lead"))).Stamp,
            (await Change(new UserChange(Password: "another fine password"))).Stamp,
            (await Change(new UserChange(Active: false))).Stamp,
            (await Change(new UserChange(Active: true))).Stamp,
        };
        stamps.Distinct().Count().ShouldBe(stamps.Length);
    }

    [Theory, OnEachDatabase]
    public async Task The_cache_sees_a_change_at_once(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var accounts = new AccountStore(store);
        var user = await accounts.Users.CreateAsync(new NewUser("agent", null, "agent"), AccountStore.Password);
        (await accounts.Cache.GetAsync(user.Id))!.Active.ShouldBeTrue();
        await accounts.Users.ChangeAsync(user.Id, new UserChange(Active: false), new IfMatch(1), AccountStore.Admin);
        (await accounts.Cache.GetAsync(user.Id))!.Active.ShouldBeFalse();
    }

    private static async Task<string> Try(Func<Task> work)
    {
        try
        {
            await work();
            return "";
        }
        catch (ProblemException e)
        {
            return e.Code;
        }
    }
}
