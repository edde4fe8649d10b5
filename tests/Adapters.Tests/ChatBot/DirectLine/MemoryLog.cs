using Crm.Plugins.Contract;
using Crm.Tests.Support;

namespace Adapters.Tests.ChatBot.DirectLine;

/// <summary>The host's log in memory, as strict as the real one.</summary>
internal sealed class MemoryLog(FakeTime time) : IChannelLog
{
    private readonly Dictionary<string, LogHead> _heads = [];
    private readonly Dictionary<string, List<(string Key, LogRecord Record)>> _entries = [];
    private readonly HashSet<string> _taken = [];
    private readonly List<(string Conversation, Action<string?> News)> _watchers = [];

    /// <summary>Every call fails, as when the store is away.</summary>
    public bool IsAway { get; set; }

    public List<string> Told { get; } = [];

    public Task<LogHead?> FindAsync(string conversation, CancellationToken cancellationToken) => Run(() => _heads.GetValueOrDefault(conversation));

    public Task<LogOpened> OpenAsync(string conversation, string data, TimeSpan keep, CancellationToken cancellationToken) => Run(() =>
    {
        data.Length.ShouldBeLessThanOrEqualTo(4096);
        var created = _heads.TryAdd(conversation, new LogHead(conversation, 0, 0, false, data, 1, ""));
        _entries.TryAdd(conversation, []);
        return new LogOpened(_heads[conversation], created);
    });

    public Task<bool> TryChangeAsync(string conversation, string data, long version, CancellationToken cancellationToken) => Run(() =>
    {
        if (_heads[conversation].Version != version) return false;
        _heads[conversation] = _heads[conversation] with { Data = data, Version = version + 1 };
        return true;
    });

    public Task<LogReceipt> AppendAsync(LogEntry entry, CancellationToken cancellationToken) => Run(() => Append(entry));

    public LogReceipt Append(LogEntry entry)
    {
        entry.Key.Length.ShouldBeInRange(1, 200);
        if (!_heads.TryGetValue(entry.Conversation, out var head)) return new LogReceipt(0, LogOutcome.Missing);
        var entries = _entries[entry.Conversation];
        if (entries.Find(e => e.Key == entry.Key) is { Record: { } known }) return new LogReceipt(known.Seq, LogOutcome.Known);
        if (head.Closed) return new LogReceipt(0, LogOutcome.Closed);
        _heads[entry.Conversation] = head with { Last = head.Last + 1, Closed = entry.Closes, Note = entry.Note ?? head.Note };
        entries.Add((entry.Key, new LogRecord(head.Last + 1, time.Now, entry.Body)));
        foreach (var (_, news) in _watchers.Where(w => w.Conversation == entry.Conversation).ToList()) news(null);
        return new LogReceipt(head.Last + 1, LogOutcome.Added);
    }

    public Task<IReadOnlyList<LogRecord>> ReadAsync(string conversation, long after, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<LogRecord>>(() => [.. _entries.GetValueOrDefault(conversation, []).Select(e => e.Record).Where(r => r.Seq > after).Take(limit)]);

    public Task<LogRecord?> FindEntryAsync(string conversation, string key, CancellationToken cancellationToken) =>
        Run(() => (LogRecord?)_entries.GetValueOrDefault(conversation, []).Find(e => e.Key == key).Record);

    public Task DeliveredAsync(string conversation, long seq, CancellationToken cancellationToken) => Run(() =>
    {
        _heads[conversation] = _heads[conversation] with { Delivered = Math.Max(seq, _heads[conversation].Delivered) };
        return true;
    });

    public Task<bool> TryTakeAsync(string key, DateTimeOffset until, CancellationToken cancellationToken) => Run(() => _taken.Add(key));

    public Task TellAsync(string conversation, string note, CancellationToken cancellationToken) => Run(() =>
    {
        Told.Add(note);
        return true;
    });

    public IDisposable Watch(string conversation, Action<string?> news)
    {
        _watchers.Add((conversation, news));
        return new Watcher();
    }

    private Task<T> Run<T>(Func<T> run) => IsAway ? Task.FromException<T>(new InvalidOperationException("The store is away.")) : Task.FromResult(run());

    private sealed class Watcher : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
