using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Store;

public sealed class LeaseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, OnEachDatabase]
    public async Task A_lease_has_one_owner_until_it_runs_out(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var leases = new Leases(store.Writer);
        (await leases.TakeAsync("pull", "a", Minute)).ShouldBeTrue();
        (await leases.TakeAsync("pull", "b", Minute)).ShouldBeFalse();
        (await leases.TakeAsync("pull", "a", Minute)).ShouldBeTrue("its owner prolongs it");
        (await leases.TakeAsync("other", "b", Minute)).ShouldBeTrue();

        store.Time.Advance(Minute);
        (await leases.RenewAsync("pull", "a", Minute)).ShouldBeFalse("it ran out, somebody may have it by now");
        (await leases.TakeAsync("pull", "b", Minute)).ShouldBeTrue();
        (await leases.RenewAsync("pull", "a", Minute)).ShouldBeFalse();
    }

    [Theory, OnEachDatabase]
    public async Task A_renewed_lease_holds_and_a_released_one_is_free(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var leases = new Leases(store.Writer);
        await leases.TakeAsync("pull", "a", Minute);
        store.Time.Advance(TimeSpan.FromSeconds(40));
        (await leases.RenewAsync("pull", "a", Minute)).ShouldBeTrue();
        store.Time.Advance(TimeSpan.FromSeconds(40));
        (await leases.TakeAsync("pull", "b", Minute)).ShouldBeFalse();

        await leases.ReleaseAsync("pull", "b");
        (await leases.TakeAsync("pull", "b", Minute)).ShouldBeFalse("only the owner releases");
        await leases.ReleaseAsync("pull", "a");
        (await leases.TakeAsync("pull", "b", Minute)).ShouldBeTrue();
    }
}
