using Crm.Plugins.Core.Store;
using Crm.Tests.Support;

namespace Crm.Store.Tests.Store;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Pragmas_are_set_on_every_open_because_pooled_connections_keep_the_last_ones()
    {
        await using var store = await TestStore.CreateAsync(TestDatabase.Sqlite);
        using (var spoiled = store.Database.Open()) Run(spoiled, "pragma synchronous=off; pragma foreign_keys=off; pragma busy_timeout=1");

        using var connection = store.Database.Open();
        Ask(connection, "pragma synchronous").ShouldBe("2", "full");
        Ask(connection, "pragma foreign_keys").ShouldBe("1");
        Ask(connection, "pragma busy_timeout").ShouldBe("5000");
        Ask(connection, "pragma journal_mode").ShouldBe("wal");
    }

    [Fact]
    public async Task A_relative_folder_is_made()
    {
        using var folder = new TestFolder();
        await using var database = new Database(new StoreOptions { ConnectionString = $"Data Source={folder.File("a/b/crm.db")}" });
        (await database.FirstAsync<long>("select 1")).ShouldBe(1);
        database.FilePath.ShouldBe(folder.File("a/b/crm.db"));
    }

    [Theory, OnEachDatabase]
    public async Task One_text_is_prepared_once_and_takes_its_parameters_by_name(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        const string Insert = "insert into setting (key, value) values (@key, @value)";
        using var connection = store.Database.Open();
        using var transaction = connection.BeginTransaction();
        using var commands = new PreparedCommands(connection, store.Database.Dialect);
        var first = commands.For(Insert, [("key", "a"), ("value", "1")], transaction);
        first.ExecuteNonQuery();
        var second = commands.For(Insert, [("value", "2"), ("key", "b")], transaction);
        second.ExecuteNonQuery();
        second.ShouldBeSameAs(first);
        transaction.Commit();

        (await store.Database.FirstAsync<string>("select value from setting where key = 'b'")).ShouldBe("2");
    }

    [Fact]
    public async Task Composed_texts_do_not_fill_the_memory()
    {
        await using var store = await TestStore.CreateAsync(TestDatabase.Sqlite);
        using var connection = store.Database.Open();
        using var transaction = connection.BeginTransaction();
        using var commands = new PreparedCommands(connection, store.Database.Dialect);
        for (var i = 0; i < 3 * PreparedCommands.Most; i++) commands.For($"select {i}", [], transaction);

        commands.Count.ShouldBeLessThanOrEqualTo(PreparedCommands.Most);
    }

    [Theory, OnEachDatabase]
    public async Task Questions_see_what_was_added_before_them(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        const string Insert = "insert into setting (key, value) values (@key, @value)";
        var (rows, changed, dapper) = await store.Writer.WriteAsync(unit =>
        {
            unit.Add(Insert, ("key", "a"), ("value", "1"));
            unit.Add(Insert, ("key", "b"), ("value", "2"));
            var read = unit.Read("select value from setting order by key", row => row.GetString(0));
            unit.Add(Insert, ("key", "c"), ("value", "3"));
            var touched = unit.Execute("update setting set value = value || '!' where key <> @key", ("key", "a"));
            unit.Add(Insert, ("key", "d"), ("value", "4"));
            return (read, touched, unit.Query<string>("select value from setting where key = any(@keys) order by key", new { keys = (List<string>)["c", "d"] }));
        });

        rows.ShouldBe(["1", "2"]);
        changed.ShouldBe(2);
        dapper.ShouldBe(["3!", "4"]);
    }

    private static void Run(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Ask(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
