using System.Data;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Store;

/// <summary>
/// The only way to write. Concurrent writes share one commit: a dedicated thread takes what is queued (no timer,
/// so a lone write waits for nobody), runs it in one transaction and answers after the commit. A group that fails is
/// rolled back and halved until the bad piece is alone; its neighbours commit.
/// </summary>
public sealed class Writer : IAsyncDisposable
{
    internal const int Capacity = 8192;
    private const int GroupSize = 256;
    private const int Tries = 3;

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger<Writer> _log;
    private readonly Thread _thread;
    private DbConnection? _connection;
    private PreparedCommands? _commands;

    // The reader is a thread that only waits for a flag, so setting it on the caller's thread saves a hop through the pool.
    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, AllowSynchronousContinuations = true });

    public Writer(Database database, TimeProvider time, ILogger<Writer> log)
    {
        _database = database;
        _time = time;
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = "store-writer" };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="work"/> in a transaction and returns its result once that is committed.</summary>
    /// <remarks>
    /// <paramref name="work"/> runs on the writer thread and may run again after a lost race or because a neighbour failed:
    /// no I/O but the unit's. Return a refusal as a value; an exception costs the whole group a second run.
    /// </remarks>
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
        while (Next(group)) Commit(CollectionsMarshal.AsSpan(group), attempt: 1);
        Close();
    }

    private bool Next(List<Work> group)
    {
        group.Clear();
        if (!_queue.Reader.TryPeek(out _) && !_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) return false;
        while (group.Count < GroupSize && _queue.Reader.TryRead(out var work)) group.Add(work);
        return true;
    }

    private void Commit(ReadOnlySpan<Work> group, int attempt)
    {
        var (exception, fault) = Together(group);
        if (fault == Fault.None) return;
        if (fault == Fault.Store)
        {
            // The commit itself failed, or the database is gone: nobody may be told that anything is stored.
            _log.LogError(exception, "A group of {Count} writes was not committed", group.Length);
            foreach (var work in group) work.Fail(exception!);
        }
        else if (group.Length > 1)
        {
            Commit(group[..(group.Length / 2)], 1);
            Commit(group[(group.Length / 2)..], 1);
        }
        else if (Dialect.IsRetryable(exception!) && attempt < Tries)
        {
            Commit(group, attempt + 1);
        }
        else
        {
            group[0].Fail(exception!);
        }
    }

    private (Exception? Exception, Fault Fault) Together(ReadOnlySpan<Work> group)
    {
        var fault = Fault.Store;
        DbTransaction? transaction = null;
        Unit? unit = null;
        try
        {
            _connection ??= _database.Open();
            _commands ??= new PreparedCommands(_connection, _database.Dialect);
            transaction = _connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: false)
                : _connection.BeginTransaction(IsolationLevel.ReadCommitted);
            unit = new Unit(_connection, transaction, _database.Dialect, _commands, _time.GetUtcNow());
            fault = Fault.Piece;
            foreach (var work in group) work.Run(unit);
            unit.Flush();
            fault = Fault.Store;
            transaction.Commit();
            transaction.Dispose();
        }
        catch (Exception exception)
        {
            if (!Undo(transaction)) fault = Fault.Store;
            unit?.RolledBack(_log);
            return (exception, fault);
        }

        unit.Committed(_log);
        foreach (var work in group) work.Complete();
        return (null, Fault.None);
    }

    /// <summary>False when the connection did not survive; the next group opens a new one.</summary>
    private bool Undo(DbTransaction? transaction)
    {
        try
        {
            using (transaction) transaction?.Rollback();
            if (transaction is not null && _connection!.State == ConnectionState.Open) return true;
        }
        catch (Exception exception)
        {
            _log.LogDebug(exception, "The rollback failed too");
        }

        Close();
        return false;
    }

    private void Close()
    {
        try
        {
            _commands?.Dispose();
            _connection?.Dispose();
        }
        catch (Exception exception)
        {
            _log.LogDebug(exception, "Closing a broken connection failed");
        }

        _commands = null;
        _connection = null;
    }

    private enum Fault
    {
        None,
        /// <summary>Some piece failed and everything is rolled back: the others can be tried again.</summary>
        Piece,
        /// <summary>Whether it is stored is unknown, or nothing can be stored now.</summary>
        Store,
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
