using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Store;

/// <summary>Small values of plugins, each plugin seeing its own only.</summary>
public sealed class PluginStateStore(Database database, Writer writer, TimeProvider time)
{
    internal const int MaxKey = 200;
    internal const int MaxValueBytes = 64 * 1024;

    private const string GetSql = """
        select value, version, coalesce(expires_at, 0) as expires_at from plugin_state
        where plugin = @plugin and key = @key and (expires_at is null or expires_at > @now)
        """;

    // An expired row keeps counting: whoever still holds the old version must lose.
    private const string CreateSql = """
        insert into plugin_state (plugin, key, value, version, expires_at) values (@plugin, @key, @value, 1, @expires_at)
        on conflict (plugin, key) do update set value = @value, version = plugin_state.version + 1, expires_at = @expires_at
        where plugin_state.expires_at <= @now
        """;

    private const string ChangeSql = """
        update plugin_state set value = @value, version = version + 1, expires_at = @expires_at
        where plugin = @plugin and key = @key and version = @version and (expires_at is null or expires_at > @now)
        """;

    // Emptied and expired, not deleted, for the same reason.
    private const string RemoveSql = """
        update plugin_state set value = '', version = version + 1, expires_at = 0
        where plugin = @plugin and key = @key and version = @version and (expires_at is null or expires_at > @now)
        """;

    private const string SetSql = """
        insert into plugin_state (plugin, key, value, version, expires_at) values (@plugin, @key, @value, 1, @expires_at)
        on conflict (plugin, key) do update set value = @value, version = plugin_state.version + 1, expires_at = @expires_at
        """;

    /// <summary>Sets a value whatever was there before, in the caller's transaction.</summary>
    public static void Set(Unit unit, string plugin, StateValue value)
    {
        Check(value.Key, value.Value);
        unit.Add(SetSql, ("plugin", plugin), ("key", value.Key), ("value", value.Value), ("expires_at", value.ExpiresAt?.ToUnixTimeMilliseconds()));
    }

    /// <summary>The view of one plugin.</summary>
    public IPluginState For(string plugin) => new State(this, plugin);

    private static void Check(string key, string value)
    {
        if (key.Length is 0 or > MaxKey) throw new ArgumentException($"A state key has 1 to {MaxKey} characters.", nameof(key));
        if (Encoding.UTF8.GetByteCount(value) > MaxValueBytes)
            throw new ArgumentException($"A state value has at most {MaxValueBytes} bytes; keep large things elsewhere.", nameof(value));
    }

    private sealed record Row(string Value, long Version, long Expires_At);

    private sealed class State(PluginStateStore store, string plugin) : IPluginState
    {
        public async Task<StateEntry?> GetAsync(string key, CancellationToken cancellationToken)
        {
            var now = store.Now();
            var row = await store.Database.FirstAsync<Row>(GetSql, new { plugin, key, now }, cancellationToken);
            return row is null
                ? null
                : new StateEntry(row.Value, row.Version, row.Expires_At == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Expires_At));
        }

        public async Task<bool> TrySetAsync(
            string key, string value, long expectedVersion, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Check(key, value);
            object? expires = expiresAt?.ToUnixTimeMilliseconds();
            return await store.Writer.WriteAsync(unit => expectedVersion == 0
                ? unit.Execute(CreateSql, ("plugin", plugin), ("key", key), ("value", value), ("expires_at", expires), ("now", unit.NowMs))
                : unit.Execute(ChangeSql, ("plugin", plugin), ("key", key), ("value", value), ("expires_at", expires), ("now", unit.NowMs),
                    ("version", expectedVersion))) == 1;
        }

        public async Task<bool> TryRemoveAsync(string key, long expectedVersion, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await store.Writer.WriteAsync(unit =>
                unit.Execute(RemoveSql, ("plugin", plugin), ("key", key), ("version", expectedVersion), ("now", unit.NowMs))) == 1;
        }
    }

    private Database Database => database;

    private Writer Writer => writer;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
