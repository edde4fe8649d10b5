using System.Data.Common;
using Dapper;
using Npgsql;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// Everything one write needs: connection, transaction and one reading of the clock. It lives inside
/// <see cref="Writer.WriteAsync{T}"/>; what it did counts only when that call returns.
/// </summary>
public sealed class Unit
{
    private readonly DbConnection _connection;
    private readonly Dialect _dialect;
    private readonly PreparedCommands _commands;
    private readonly List<Action> _afterCommit = [];
    private readonly List<Action> _onRollback = [];
    private NpgsqlBatch? _batch;

    internal Unit(DbConnection connection, DbTransaction transaction, Dialect dialect, PreparedCommands commands, DateTimeOffset now)
    {
        _connection = connection;
        Transaction = transaction;
        _dialect = dialect;
        _commands = commands;
        Now = now;
    }

    public DateTimeOffset Now { get; }

    /// <summary>The same instant as epoch milliseconds, as the store keeps it.</summary>
    public long NowMs => Now.ToUnixTimeMilliseconds();

    internal DbTransaction Transaction { get; }

    /// <summary>Writes without asking for the outcome. PostgreSQL gets these in one round trip at the next question or at the commit.</summary>
    public void Add(string sql, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (!_dialect.IsPostgres)
        {
            _commands.For(sql, args, Transaction).ExecuteNonQuery();
            return;
        }

        _batch ??= new NpgsqlBatch((NpgsqlConnection)_connection, (NpgsqlTransaction)Transaction);
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in args) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        _batch.BatchCommands.Add(command);
    }

    /// <summary>Writes and returns the number of rows touched: 0 means a compare-and-set lost or a key was taken.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        Flush();
        return _commands.For(sql, args, Transaction).ExecuteNonQuery();
    }

    /// <summary>Reads through a prepared command, for hot paths.</summary>
    public List<T> Read<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        Flush();
        using var reader = _commands.For(sql, args, Transaction).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }

    /// <summary>Reads through Dapper, for everything else. Lists go to <c>= any(@ids)</c>.</summary>
    public IReadOnlyList<T> Query<T>(string sql, object? args = null)
    {
        Flush();
        return _connection.Query<T>(_dialect.Text(sql), args, Transaction).AsList();
    }

    public T? First<T>(string sql, object? args = null)
    {
        Flush();
        return _connection.QueryFirstOrDefault<T>(_dialect.Text(sql), args, Transaction);
    }

    /// <summary>Runs after the commit, never after a rollback: wake-ups and caches, nothing that may be lost.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Runs if this piece, or the whole group, is rolled back: for memory that ran ahead of the store.</summary>
    public void OnRollback(Action action) => _onRollback.Add(action);

    internal void Flush()
    {
        if (_batch is null) return;
        using var batch = _batch;
        _batch = null;
        batch.ExecuteNonQuery();
    }

    internal (int Commit, int Rollback) Mark() => (_afterCommit.Count, _onRollback.Count);

    internal void Forget((int Commit, int Rollback) mark)
    {
        _batch?.Dispose();
        _batch = null;
        _afterCommit.RemoveRange(mark.Commit, _afterCommit.Count - mark.Commit);
        foreach (var action in _onRollback.Skip(mark.Rollback)) action();
        _onRollback.RemoveRange(mark.Rollback, _onRollback.Count - mark.Rollback);
    }

    internal void Committed()
    {
        foreach (var action in _afterCommit) action();
    }
}
