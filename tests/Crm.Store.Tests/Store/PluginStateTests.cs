using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Store;

public sealed class PluginStateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, OnEachDatabase]
    public async Task Compare_and_swap_lets_exactly_one_win(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var state = States(store).For("wecom");
        (await state.GetAsync("token", None)).ShouldBeNull();

        var created = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => state.TrySetAsync("token", $"v{i}", 0, null, None)));
        created.Count(won => won).ShouldBe(1);
        (await state.GetAsync("token", None))!.Version.ShouldBe(1);

        var changed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => state.TrySetAsync("token", $"w{i}", 1, null, None)));
        changed.Count(won => won).ShouldBe(1);
        var entry = await state.GetAsync("token", None);
        entry!.Version.ShouldBe(2);
        entry.Value.ShouldStartWith("w");
    }

    [Theory, OnEachDatabase]
    public async Task An_expired_entry_is_gone_and_its_old_version_never_counts_again(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var state = States(store).For("wecom");
        var expires = store.Time.Now + TimeSpan.FromMinutes(2);
        await state.TrySetAsync("token", "old", 0, expires, None);
        (await state.GetAsync("token", None))!.ExpiresAt.ShouldBe(expires);
        (await state.TrySetAsync("token", "other", 0, null, None)).ShouldBeFalse("it is still alive");

        store.Time.Advance(TimeSpan.FromMinutes(2));
        (await state.GetAsync("token", None)).ShouldBeNull();
        (await state.TrySetAsync("token", "late", 1, null, None)).ShouldBeFalse("whoever held version 1 is too late");
        (await state.TrySetAsync("token", "new", 0, null, None)).ShouldBeTrue();
        (await state.TrySetAsync("token", "late", 1, null, None)).ShouldBeFalse();
        (await state.GetAsync("token", None))!.Value.ShouldBe("new");
    }

    [Theory, OnEachDatabase]
    public async Task A_removed_entry_can_be_made_again_but_not_by_who_knew_the_old_one(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var state = States(store).For("wecom");
        await state.TrySetAsync("k", "a", 0, null, None);
        (await state.TryRemoveAsync("k", 7, None)).ShouldBeFalse();
        (await state.TryRemoveAsync("k", 1, None)).ShouldBeTrue();
        (await state.GetAsync("k", None)).ShouldBeNull();
        (await state.TryRemoveAsync("k", 2, None)).ShouldBeFalse();

        (await state.TrySetAsync("k", "b", 0, null, None)).ShouldBeTrue();
        (await state.TrySetAsync("k", "c", 1, null, None)).ShouldBeFalse();
        (await state.GetAsync("k", None))!.Value.ShouldBe("b");
    }

    [Theory, OnEachDatabase]
    public async Task Plugins_do_not_see_each_other(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await States(store).For("wecom").TrySetAsync("k", "a", 0, null, None);
        (await States(store).For("sms").GetAsync("k", None)).ShouldBeNull();
        (await States(store).For("sms").TrySetAsync("k", "b", 0, null, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Large_values_and_long_keys_are_refused()
    {
        await using var store = await TestStore.CreateAsync(TestDatabase.Sqlite);
        var state = States(store).For("wecom");
        await Should.ThrowAsync<ArgumentException>(state.TrySetAsync(new string('k', 201), "v", 0, null, None));
        await Should.ThrowAsync<ArgumentException>(state.TrySetAsync("k", new string('值', 22_000), 0, null, None));
        (await state.TrySetAsync(new string('k', 200), new string('v', 65_536), 0, null, None)).ShouldBeTrue();
    }

    private static PluginStateStore States(TestStore store) => new(store.Database, store.Writer, store.Time);
}
