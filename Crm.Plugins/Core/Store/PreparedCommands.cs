using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// Keeps one prepared command per SQL constant on the writer's connection. Without it Microsoft.Data.Sqlite
/// compiles every statement again, a third of the cost of a capture (spec/store.md section 4).
/// </summary>
internal sealed class PreparedCommands(DbConnection connection, Dialect dialect) : IDisposable
{
    /// <summary>Far more than there are constants; a caller that composes its SQL must not fill the memory.</summary>
    internal const int Most = 1000;

    private readonly Dictionary<string, DbCommand> _commands = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);

    internal int Count => _commands.Count;

    /// <summary>Writes and returns the number of rows touched.</summary>
    public int Execute(string sql, ReadOnlySpan<(string Name, object? Value)> args, DbTransaction transaction)
    {
        if (connection is not SqliteConnection sqlite) return For(sql, args, transaction).ExecuteNonQuery();
        if (_statements.TryGetValue(sql, out var statement)) return statement.Execute(args);
        if (_statements.Count >= Most) Dispose();
        statement = new SqliteStatement(sqlite, dialect.Text(sql));
        _statements.Add(sql, statement);
        return statement.Execute(args);
    }

    public DbCommand For(string sql, ReadOnlySpan<(string Name, object? Value)> args, DbTransaction transaction)
    {
        if (!_commands.TryGetValue(sql, out var command)) command = Make(sql, args);
        command.Transaction = transaction;
        for (var i = 0; i < args.Length; i++)
        {
            // Two callers of one text may name its parameters in another order.
            var parameter = command.Parameters[i];
            if (!parameter.ParameterName.AsSpan(1).SequenceEqual(args[i].Name)) parameter = command.Parameters["@" + args[i].Name];
            parameter.Value = args[i].Value ?? DBNull.Value;
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _commands.Clear();
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
    }

    private DbCommand Make(string sql, ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (_commands.Count >= Most) Dispose();
        var command = connection.CreateCommand();
        command.CommandText = dialect.Text(sql);
        foreach (var (name, _) in args)
        {
            var parameter = command.CreateParameter();
            // Without the prefix Microsoft.Data.Sqlite tries three of them at every execution.
            parameter.ParameterName = "@" + name;
            command.Parameters.Add(parameter);
        }

        _commands.Add(sql, command);
        return command;
    }
}
