using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// Everything one write needs: connection, transaction and one reading of the clock. It lives inside
/// <see cref="Writer.WriteAsync{T}"/>; what it did counts only when that call returns.
/// </summary>
public sealed class Unit
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly Dialect _dialect;
    private readonly PreparedCommands _commands;
    private readonly List<Action> _afterCommit = [];
    private readonly List<Action> _onRollback = [];
    private NpgsqlBatch? _batch;

    internal Unit(DbConnection connection, DbTransaction transaction, Dialect dialect, PreparedCommands commands, DateTimeOffset now)
    {
        _connection = connection;
        _transaction = transaction;
        _dialect = dialect;
        _commands = commands;
        Now = now;
    }

    public DateTimeOffset Now { get; }

    /// <summary>The same instant as epoch milliseconds, as the store keeps it.</summary>
    public long NowMs => Now.ToUnixTimeMilliseconds();

    internal Dialect Dialect => _dialect;

    /// <summary>
    /// Writes without asking for the outcome. PostgreSQL gets these together with the next question or at the commit,
    /// in one round trip, so an error may show there.
    /// </summary>
    public void Add(string sql, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (_dialect.IsPostgres) Enqueue(sql, args);
        else _commands.Execute(sql, args, _transaction);
    }

    /// <summary>Writes and returns the number of rows touched: 0 means a compare-and-set lost or a key was taken.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (_batch is null) return _commands.Execute(sql, args, _transaction);
        Enqueue(sql, args);
        using var batch = TakeBatch();
        batch.ExecuteNonQuery();
        return checked((int)batch.BatchCommands[^1].RecordsAffected);
    }

    /// <summary>Reads through a prepared command, for hot paths.</summary>
    public List<T> Read<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        NpgsqlBatch? batch = null;
        if (_batch is not null)
        {
            Enqueue(sql, args);
            batch = TakeBatch();
        }

        using (batch)
        using (var reader = batch?.ExecuteReader() ?? _commands.For(sql, args, _transaction).ExecuteReader())
        {
            var rows = new List<T>();
            while (reader.Read()) rows.Add(map(reader));
            return rows;
        }
    }

    /// <summary>Reads through Dapper, for everything else. Lists go to <c>= any(@ids)</c>.</summary>
    public IReadOnlyList<T> Query<T>(string sql, object? args = null)
    {
        Flush();
        return _connection.Query<T>(_dialect.Text(sql), args, _transaction).AsList();
    }

    public T? First<T>(string sql, object? args = null)
    {
        Flush();
        return _connection.QueryFirstOrDefault<T>(_dialect.Text(sql), args, _transaction);
    }

    /// <summary>Runs after the commit, never after a rollback: wake-ups and caches, nothing that may be lost.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Runs, newest first, if what was written is rolled back: for memory that ran ahead of the store.</summary>
    public void OnRollback(Action action) => _onRollback.Add(action);

    internal void Flush()
    {
        if (_batch is null) return;
        using var batch = TakeBatch();
        batch.ExecuteNonQuery();
    }

    internal void Committed(ILogger log) => RunAll(_afterCommit, log);

    internal void RolledBack(ILogger log)
    {
        _batch?.Dispose();
        _batch = null;
        _onRollback.Reverse();
        RunAll(_onRollback, log);
    }

    private void Enqueue(string sql, ReadOnlySpan<(string Name, object? Value)> args)
    {
        _batch ??= new NpgsqlBatch((NpgsqlConnection)_connection, (NpgsqlTransaction)_transaction);
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in args) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        _batch.BatchCommands.Add(command);
    }

    private NpgsqlBatch TakeBatch()
    {
        var batch = _batch!;
        _batch = null;
        return batch;
    }

    /// <summary>The store has decided by now: a failing hook must not change what the callers are told.</summary>
    private static void RunAll(List<Action> hooks, ILogger log)
    {
        foreach (var hook in hooks)
        {
            try
            {
                hook();
            }
            catch (Exception exception)
            {
                log.LogError(exception, "A hook of a store transaction failed");
            }
        }
    }
}
