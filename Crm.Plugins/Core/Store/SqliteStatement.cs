using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// A prepared statement that only writes. Through SqliteCommand every execution makes a reader, looks each parameter up
/// by name and by three prefixes; that was half of what a capture cost.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private string[] _names = [];
    private int[] _places = [];

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Runs it and returns the number of rows touched.</summary>
    public int Execute(ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (!Knows(args)) Place(args);
        try
        {
            for (var i = 0; i < args.Length; i++)
            {
                if (_places[i] > 0) Bind(_places[i], args[i].Value);
            }

            int outcome;
            do outcome = raw.sqlite3_step(_statement);
            while (outcome == raw.SQLITE_ROW);
            if (outcome != raw.SQLITE_DONE) Check(outcome);
            return raw.sqlite3_stmt_readonly(_statement) == 0 ? raw.sqlite3_changes(_database) : 0;
        }
        finally
        {
            // The outcome was looked at above; this only makes the statement ready for its next turn.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private bool Knows(ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (args.Length != _names.Length) return false;
        for (var i = 0; i < args.Length; i++)
        {
            if (!ReferenceEquals(args[i].Name, _names[i]) && args[i].Name != _names[i]) return false;
        }

        return true;
    }

    private void Place(ReadOnlySpan<(string Name, object? Value)> args)
    {
        _names = new string[args.Length];
        _places = new int[args.Length];
        var placed = 0;
        for (var i = 0; i < args.Length; i++)
        {
            _names[i] = args[i].Name;
            _places[i] = raw.sqlite3_bind_parameter_index(_statement, "@" + args[i].Name);
            if (_places[i] > 0) placed++;
        }

        if (placed != raw.sqlite3_bind_parameter_count(_statement))
        {
            _names = [];
            throw new InvalidOperationException("The statement has a parameter that was given no value: " + raw.sqlite3_sql(_statement).utf8_to_string());
        }
    }

    private void Bind(int place, object? value) => Check(value switch
    {
        null or DBNull => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        _ => throw new ArgumentException($"The store keeps text, whole numbers and doubles; a {value.GetType().Name} is none of them."),
    });

    private void Check(int outcome) => SqliteException.ThrowExceptionForRC(outcome, _database);
}
