using System.Data.Common;
using Crm.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Architecture.Tests.Tools;

public class TestDatabaseTests
{
    [Theory, OnEachDatabase]
    public async Task Each_test_gets_an_empty_database_of_its_own(string provider)
    {
        await using var one = await TestDatabase.CreateAsync(provider);
        await using var two = await TestDatabase.CreateAsync(provider);
        await Execute(one, "create table t (id bigint)");
        await Execute(two, "create table t (id bigint)");
    }

    private static async Task Execute(TestDatabase database, string sql)
    {
        await using DbConnection connection = database.Provider == TestDatabase.Postgres
            ? new NpgsqlConnection(database.ConnectionString)
            : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant statements of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
