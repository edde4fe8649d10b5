namespace Crm.Tests.Support;

/// <summary>One empty database for one test, on the provider that <see cref="OnEachDatabaseAttribute"/> named.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";
    private readonly TestFolder _folder = new();

    private TestDatabase(string provider) => Provider = provider;

    /// <summary><c>sqlite</c> or <c>postgres</c>, as in <c>Crm:Store:Provider</c>.</summary>
    public string Provider { get; }

    public string ConnectionString { get; private set; } = "";

    /// <summary>A folder of the same life, for the files that lie beside a store.</summary>
    public string Folder => _folder.Path;

    public static async Task<TestDatabase> CreateAsync(string provider)
    {
        var database = new TestDatabase(provider);
        database.ConnectionString = provider == Postgres
            ? await (await PostgresServer.GetAsync()).CreateDatabaseAsync()
            : $"Data Source={database._folder.File("crm.db")}";
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (Provider == Postgres)
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(ConnectionString);
        else
            ClearSqlitePool();
        _folder.Dispose();
    }

    private void ClearSqlitePool()
    {
        using var pooled = new Microsoft.Data.Sqlite.SqliteConnection(ConnectionString);
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(pooled);
    }
}
