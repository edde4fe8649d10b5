using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Store;
using Crm.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Store.Tests.Store;

/// <summary>Every SQL constant of the core is understood by both databases: a typo shows here, not at a customer's first complaint.</summary>
public sealed partial class SqlTests
{
    [Fact]
    public void The_constants_are_found() => All().Count.ShouldBeGreaterThan(40);

    [Theory, OnEachDatabase]
    public async Task Every_statement_can_be_prepared(string provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        using var connection = store.Database.Open();
        var bad = new List<string>();
        foreach (var (name, text) in All().Where(sql => RunsOn(sql.Name, provider)))
        {
            try
            {
                if (connection is NpgsqlConnection postgres) PrepareOnPostgres(postgres, text);
                else PrepareOnSqlite((SqliteConnection)connection, store.Database.Dialect.Text(text));
            }
            catch (Exception exception) when (exception is PostgresException or SqliteException)
            {
                bad.Add($"{name}: {exception.Message}");
            }
        }

        bad.ShouldBeEmpty("Where PostgreSQL cannot tell a parameter's type, write cast(@x as text) is null, or (column = @x or @x is null).");
    }

    private static bool RunsOn(string name, string provider) =>
        !name.EndsWith(provider == TestDatabase.Sqlite ? "OnPostgres" : "OnSqlite", StringComparison.Ordinal);

    private static List<(string Name, string Text)> All() => [..
        from type in typeof(Database).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field.IsLiteral && field.FieldType == typeof(string)
        let text = ((string)field.GetRawConstantValue()!).TrimStart()
        where Statement().IsMatch(text)
        select ($"{type.FullName}.{field.Name}", text)];

    private static void PrepareOnPostgres(NpgsqlConnection connection, string text)
    {
        var names = new List<string>();
        var numbered = Parameter().Replace(OptionalFilter().Replace(text, "cast($1 as text) is null"), match =>
        {
            var index = names.IndexOf(match.Value);
            if (index < 0)
            {
                names.Add(match.Value);
                index = names.Count - 1;
            }

            return $"${index + 1}";
        });
        using var command = new NpgsqlCommand($"prepare checked as {numbered}", connection);
        command.ExecuteNonQuery();
        using var forget = new NpgsqlCommand("deallocate checked", connection);
        forget.ExecuteNonQuery();
    }

    private static void PrepareOnSqlite(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = List().Replace(text, "in ($1)");
        command.Prepare();
    }

    [GeneratedRegex(@"^(select|insert|update|delete|with)\b")]
    private static partial Regex Statement();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    // Dapper, through which these filters run, gives a null string its type; here nobody does.
    [GeneratedRegex(@"(?<=\(|and )(@\w+) is null\b")]
    private static partial Regex OptionalFilter();

    [GeneratedRegex(@"\bin (@\w+)")]
    private static partial Regex List();
}
