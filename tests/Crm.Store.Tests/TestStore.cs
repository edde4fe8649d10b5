using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests;

/// <summary>One store with its tables, writer and clock; <see cref="AnotherNode"/> is a second node on the same PostgreSQL database.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly TestDatabase _files;
    private readonly bool _owner;

    private TestStore(TestDatabase files, FakeTime time, bool owner)
    {
        _files = files;
        _owner = owner;
        Time = time;
        Options = new StoreOptions { Provider = files.Provider, ConnectionString = files.ConnectionString };
        Database = new Database(Options);
        if (owner) new Migrator(Database, time).Migrate();
        Writer = new Writer(Database, time, Log.For<Writer>());
        Node = Node.New(time);
    }

    public FakeTime Time { get; }

    public StoreOptions Options { get; }

    public Database Database { get; }

    public Writer Writer { get; }

    public Node Node { get; }

    public CapturingLogger Log { get; } = new();

    public static async Task<TestStore> CreateAsync(string provider, DateTimeOffset? start = null) =>
        new(await TestDatabase.CreateAsync(provider), new FakeTime(start), owner: true);

    public TestStore AnotherNode() => new(_files, Time, owner: false);

    public async Task<long> CountAsync(string sql, object? args = null) => await Database.FirstAsync<long>(sql, args);

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
        Log.Dispose();
        if (_owner) await _files.DisposeAsync();
    }
}
