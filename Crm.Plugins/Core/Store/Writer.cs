using System.Data;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// The only way to write. Concurrent writes share one commit: a dedicated thread takes what is queued (no timer,
/// so a lone write waits for nobody), runs each piece in its own savepoint and answers after the commit.
/// </summary>
public sealed class Writer : IAsyncDisposable
{
    private const int Capacity = 8192;
    private const int GroupSize = 256;
    private const int Tries = 3;

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger<Writer> _log;
    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Thread _thread;
    private DbConnection? _connection;
    private PreparedCommands? _commands;

    public Writer(Database database, TimeProvider time, ILogger<Writer> log)
    {
        _database = database;
        _time = time;
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = "store-writer" };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="work"/> in a transaction and returns its result once that is committed.</summary>
    /// <remarks><paramref name="work"/> runs on the writer thread and may run again after a lost race: no I/O but the unit's.</remarks>
    /// <exception cref="StoreBusyException">The queue is full.</exception>
    public async Task<T> WriteAsync<T>(Func<Unit, T> work)
    {
        var item = new Work<T>(work);
        if (!_queue.Writer.TryWrite(item)) throw new StoreBusyException();
        return await item.Result;
    }

    public Task WriteAsync(Action<Unit> work) => WriteAsync(unit =>
    {
        work(unit);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.Run(_thread.Join);
    }

    private void Run()
    {
        var group = new List<Work>(GroupSize);
        while (Next(group))
        {
            try
            {
                Commit(group);
            }
            catch (Exception exception)
            {
                // The commit itself failed: nobody may be told that anything is stored.
                _log.LogError(exception, "A group of {Count} writes was not committed", group.Count);
                Close();
                foreach (var work in group) work.Fail(exception);
            }
        }

        Close();
    }

    private bool Next(List<Work> group)
    {
        group.Clear();
        if (!_queue.Reader.TryPeek(out _) && !_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) return false;
        while (group.Count < GroupSize && _queue.Reader.TryRead(out var work)) group.Add(work);
        return true;
    }

    private void Commit(List<Work> group)
    {
        _connection ??= _database.Open();
        _commands ??= new PreparedCommands(_connection, _database.Dialect);
        using var transaction = _connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: false)
            : _connection.BeginTransaction(IsolationLevel.ReadCommitted);
        var unit = new Unit(_connection, transaction, _database.Dialect, _commands, _time.GetUtcNow());
        try
        {
            foreach (var work in group) RunOne(unit, work);
            transaction.Commit();
        }
        catch
        {
            unit.Forget((0, 0));
            throw;
        }

        unit.Committed();
        foreach (var work in group) work.Complete();
    }

    private void RunOne(Unit unit, Work work)
    {
        for (var attempt = 1; ; attempt++)
        {
            var mark = unit.Mark();
            Savepoint(unit, "savepoint w");
            try
            {
                work.Run(unit);
                unit.Flush();
                Savepoint(unit, "release savepoint w");
                return;
            }
            catch (Exception exception)
            {
                unit.Forget(mark);
                if (_connection!.State != ConnectionState.Open) throw;
                Savepoint(unit, "rollback to savepoint w");
                Savepoint(unit, "release savepoint w");
                if (Dialect.IsRetryable(exception) && attempt < Tries) continue;
                work.Fail(exception);
                return;
            }
        }
    }

    private void Savepoint(Unit unit, string sql) => _commands!.For(sql, [], unit.Transaction).ExecuteNonQuery();

    private void Close()
    {
        _commands?.Dispose();
        _commands = null;
        _connection?.Dispose();
        _connection = null;
    }

    private abstract class Work
    {
        public abstract void Run(Unit unit);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<Unit, T> work) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Result => _done.Task;

        public override void Run(Unit unit) => _result = work(unit);

        public override void Complete() => _done.TrySetResult(_result);

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
