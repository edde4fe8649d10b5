namespace Crm.Host.Plugins.Calls;

/// <summary>
/// The barrier around one kind of call: a cap on how many run, a time limit, and a count of what happened. A call that
/// outlives its limit is abandoned; it keeps its place under the cap until it really ends, so a plugin that hangs
/// fills its own lane and nothing else.
/// </summary>
internal sealed class CallLane(string name, TimeSpan timeout, int concurrency, TimeProvider time, Action<CallLane, Exception?> ended)
{
    private int _running;
    private long _calls;
    private long _faults;
    private long _timeouts;
    private long _busy;
    private int _streak;

    public string Name => name;

    public PluginCounters Counters => new(Interlocked.Read(ref _calls), Interlocked.Read(ref _faults), Interlocked.Read(ref _timeouts), Interlocked.Read(ref _busy));

    /// <summary>Faults and timeouts since the last success.</summary>
    public int Streak => Volatile.Read(ref _streak);

    /// <exception cref="PluginCallException">The lane is full, the call threw, or it took too long.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _running) > concurrency)
        {
            Interlocked.Decrement(ref _running);
            Interlocked.Increment(ref _busy);
            throw new PluginCallException(PluginCallException.Busy, $"All {concurrency} places for '{name}' are taken.");
        }

        Interlocked.Increment(ref _calls);
        var limit = new CancellationTokenSource();
        // On another thread, or a plugin that blocks instead of awaiting would hold the caller beyond the limit.
        var running = Task.Run(() => CallAsync(call, limit.Token), CancellationToken.None);
        try
        {
            var result = await running.WaitAsync(timeout, time, cancellationToken);
            Succeeded();
            return result;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            Interlocked.Increment(ref _timeouts);
            throw Failed(PluginCallException.Timeout, $"'{name}' took longer than {timeout.TotalMilliseconds:0} ms.", null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _faults);
            throw Failed(PluginCallException.Fault, $"'{name}' threw {e.GetType().Name}.", e);
        }
        finally
        {
            if (running.IsCompleted) limit.Dispose();
            else Abandon(running, limit);
        }
    }

    /// <summary>Counts what ran without this barrier: null for a success.</summary>
    public void Report(Exception? fault)
    {
        Interlocked.Increment(ref _calls);
        if (fault is null)
        {
            Succeeded();
            return;
        }

        Interlocked.Increment(ref _faults);
        Interlocked.Increment(ref _streak);
        ended(this, fault);
    }

    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private void Succeeded()
    {
        if (Interlocked.Exchange(ref _streak, 0) > 0) ended(this, null);
    }

    private PluginCallException Failed(string code, string message, Exception? inner)
    {
        var failure = new PluginCallException(code, message, inner);
        Interlocked.Increment(ref _streak);
        ended(this, failure);
        return failure;
    }

    /// <summary>
    /// Cancels away from the caller, inside a try: callbacks the plugin hung on its token run now, and one that throws
    /// on a timer thread would end the process.
    /// </summary>
    private static void Abandon(Task running, CancellationTokenSource limit)
    {
        _ = Task.Run(() =>
        {
            try
            {
                limit.Cancel();
            }
            catch (AggregateException)
            {
                // Only the plugin's own callbacks can have thrown, and its call has failed already.
            }
        });
        _ = running.ContinueWith(
            t =>
            {
                _ = t.Exception;
                limit.Dispose();
            },
            TaskScheduler.Default);
    }
}
