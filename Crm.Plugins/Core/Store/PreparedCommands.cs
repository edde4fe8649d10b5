using System.Data.Common;

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

    internal int Count => _commands.Count;

    public DbCommand For(string sql, ReadOnlySpan<(string Name, object? Value)> args, DbTransaction transaction)
    {
        if (!_commands.TryGetValue(sql, out var command)) command = Make(sql, args);
        command.Transaction = transaction;
        for (var i = 0; i < args.Length; i++)
        {
            // Two callers of one text may name its parameters in another order.
            var parameter = command.Parameters[i];
            if (parameter.ParameterName != args[i].Name) parameter = command.Parameters[args[i].Name];
            parameter.Value = args[i].Value ?? DBNull.Value;
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _commands.Clear();
    }

    private DbCommand Make(string sql, ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (_commands.Count >= Most) Dispose();
        var command = connection.CreateCommand();
        command.CommandText = dialect.Text(sql);
        foreach (var (name, _) in args)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        _commands.Add(sql, command);
        return command;
    }
}
