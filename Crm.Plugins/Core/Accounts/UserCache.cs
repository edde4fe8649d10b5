using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Accounts;

/// <summary>Users of running sessions. A change on this node shows at once, one on another node within <see cref="Life"/>.</summary>
public sealed class UserCache(Database database, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);
    private readonly TimedCache<User?> _users = new(Life, time);

    public Task<User?> GetAsync(string id) =>
        _users.GetAsync(id, async key => await UserStore.GetAsync(database, key) is { } row ? User.From(row) : null);

    internal void Forget(string id) => _users.Forget(id);
}
