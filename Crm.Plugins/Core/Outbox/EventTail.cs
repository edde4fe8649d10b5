namespace Crm.Plugins.Core.Outbox;

/// <summary>The newest events in memory while somebody reads, and the bell that tells readers of more.</summary>
internal sealed class EventTail
{
    private const int Most = 2000;

    private readonly Lock _gate = new();
    private readonly List<PublishedEvent> _events = [];
    private TaskCompletionSource _more = Bell();
    private long? _last;
    private int _readers;

    public bool HasReaders
    {
        get { lock (_gate) return _readers > 0; }
    }

    /// <summary>Where the tail ends; null when nothing is followed.</summary>
    public long? Last
    {
        get { lock (_gate) return _last; }
    }

    /// <summary>Completes when the tail grows. Take it before looking, or a growth in between goes unheard.</summary>
    public Task More
    {
        get { lock (_gate) return _more.Task; }
    }

    public IDisposable Enter()
    {
        lock (_gate) _readers++;
        return new Reader(this);
    }

    /// <summary>Everything after <paramref name="seq"/>, or null where the tail does not reach back so far.</summary>
    public IReadOnlyList<PublishedEvent>? After(long seq)
    {
        lock (_gate)
        {
            if (_last is not { } last || seq < last - _events.Count) return null;
            var count = (int)Math.Max(0, last - seq);
            return count == 0 ? [] : _events.GetRange(_events.Count - count, count);
        }
    }

    public void Restart(long last) => Change(() => _last = last);

    public void Append(IReadOnlyList<PublishedEvent> page)
    {
        if (page.Count == 0) return;
        Change(() =>
        {
            if (_last is null) return;
            _events.AddRange(page);
            _last = page[^1].Seq;
            if (_events.Count > Most) _events.RemoveRange(0, _events.Count - Most / 2);
        });
    }

    private void Change(Action change)
    {
        TaskCompletionSource bell;
        lock (_gate)
        {
            change();
            bell = _more;
            _more = Bell();
        }

        bell.TrySetResult();
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_readers > 0) return;
            _events.Clear();
            _last = null;
        }
    }

    private static TaskCompletionSource Bell() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Reader(EventTail tail) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) tail.Leave();
        }
    }
}
