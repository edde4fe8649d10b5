using Crm.Plugins.Contract;

namespace Adapters.Tests.ChatBot.ExternalBots;

/// <summary>The host's conversation log in memory; <see cref="Store"/> does for items what the host does in their transaction.</summary>
internal sealed class MemoryLog(TimeProvider time) : IChannelLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LogHead> _heads = [];
    private readonly Dictionary<string, List<(LogEntry Entry, LogRecord Record)>> _entries = [];

    public List<string> Told { get; } = [];

    public IReadOnlyList<LogRecord> All(string conversation)
    {
        lock (_gate) return [.. _entries[conversation].Select(e => e.Record)];
    }

    public ChannelReply Store(InboundResult result) => result.Reply(
        [.. result.Items.Select((item, i) => new CaptureReceipt($"i{i}", false, false) { Log = item.Log is { } entry ? Append(entry) : null })]);

    public Task<LogHead?> FindAsync(string conversation, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_heads.GetValueOrDefault(conversation));
    }

    public Task<LogOpened> OpenAsync(string conversation, string data, TimeSpan keep, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var created = _heads.TryAdd(conversation, new LogHead(conversation, 0, 0, false, data, 1, ""));
            _entries.TryAdd(conversation, []);
            return Task.FromResult(new LogOpened(_heads[conversation], created));
        }
    }

    public Task<bool> TryChangeAsync(string conversation, string data, long version, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<LogReceipt> AppendAsync(LogEntry entry, CancellationToken cancellationToken) => Task.FromResult(Append(entry));

    public Task<IReadOnlyList<LogRecord>> ReadAsync(string conversation, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LogRecord>>([.. All(conversation).Where(record => record.Seq > after).Take(limit)]);

    public Task<LogRecord?> FindEntryAsync(string conversation, string key, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_entries[conversation].Find(e => e.Entry.Key == key).Record ?? null);
    }

    public Task DeliveredAsync(string conversation, long seq, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> TryTakeAsync(string key, DateTimeOffset until, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task TellAsync(string conversation, string note, CancellationToken cancellationToken)
    {
        lock (_gate) Told.Add(note);
        return Task.CompletedTask;
    }

    public IDisposable Watch(string conversation, Action<string?> news) => throw new NotSupportedException();

    private LogReceipt Append(LogEntry entry)
    {
        lock (_gate)
        {
            if (!_heads.TryGetValue(entry.Conversation, out var head)) return new LogReceipt(0, LogOutcome.Missing);
            var entries = _entries[entry.Conversation];
            if (entries.Find(e => e.Entry.Key == entry.Key).Record is { } known) return new LogReceipt(known.Seq, LogOutcome.Known);
            if (head.Closed) return new LogReceipt(0, LogOutcome.Closed);
            _heads[entry.Conversation] = head with { Last = head.Last + 1, Closed = entry.Closes };
            entries.Add((entry, new LogRecord(head.Last + 1, time.GetUtcNow(), entry.Body)));
            return new LogReceipt(head.Last + 1, LogOutcome.Added);
        }
    }
}
