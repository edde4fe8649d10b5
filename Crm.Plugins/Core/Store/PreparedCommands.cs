using System.Data.Common;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// Keeps one prepared command per SQL constant on the writer's connection. Without it Microsoft.Data.Sqlite
/// compiles every statement again, a third of the cost of a capture (spec/store.md section 4).
/// </summary>
internal sealed class PreparedCommands(DbConnection connection, Dialect dialect) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(ReferenceEqualityComparer.Instance);

    public DbCommand For(string sql, ReadOnlySpan<(string Name, object? Value)> args, DbTransaction transaction)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = dialect.Text(sql);
            foreach (var (name, _) in args)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        command.Transaction = transaction;
        for (var i = 0; i < args.Length; i++) command.Parameters[i].Value = args[i].Value ?? DBNull.Value;
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
    }
}
