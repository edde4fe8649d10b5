using System.Text;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ChannelLogs;

/// <summary>Logs of all channels: each plugin gets a view of its own, and intake adds an entry in the transaction that stores the item.</summary>
public sealed class ChannelLogs(Database database, Writer writer, LogNews news)
{
    internal const int MaxData = 4096;
    private const int MaxNoteBytes = 4096;
    private const int MaxKey = 200;

    /// <summary>The view of one plugin.</summary>
    public IChannelLog For(string plugin) => new View(this, plugin);

    /// <summary>As <see cref="IChannelLog.AppendAsync"/>, in the caller's transaction.</summary>
    public LogReceipt Append(Unit unit, string channel, LogEntry entry)
    {
        if (entry.Key.Length is 0 or > MaxKey) throw new ArgumentException($"The key of a log entry has 1 to {MaxKey} characters.");
        var receipt = ChannelLogStore.Append(unit, channel, entry);
        if (receipt.Outcome == LogOutcome.Added) news.Tell(unit, channel, entry.Conversation);
        return receipt;
    }

    private async Task<LogHead?> FindAsync(string channel, string conversation, CancellationToken cancellationToken) =>
        (await database.FirstAsync<HeadRow>(ChannelLogStore.HeadSql, new { channel, conversation }, cancellationToken))?.Of(conversation);

    private static string Checked(string data) => data.Length <= MaxData
        ? data
        : throw new ArgumentException($"The data of a log has at most {MaxData} characters.");

    private sealed class View(ChannelLogs logs, string channel) : IChannelLog
    {
        public Task<LogHead?> FindAsync(string conversation, CancellationToken cancellationToken) => logs.FindAsync(channel, conversation, cancellationToken);

        public async Task<LogOpened> OpenAsync(string conversation, string data, TimeSpan keep, CancellationToken cancellationToken)
        {
            if (await FindAsync(conversation, cancellationToken) is { } known) return new LogOpened(known, false);
            Checked(data);
            return await logs.Writer.WriteAsync(unit =>
            {
                var created = ChannelLogStore.Open(unit, channel, conversation, data, keep);
                return new LogOpened(ChannelLogStore.Head(unit, channel, conversation)!, created);
            });
        }

        public Task<bool> TryChangeAsync(string conversation, string data, long version, CancellationToken cancellationToken)
        {
            Checked(data);
            return logs.Writer.WriteAsync(unit =>
            {
                if (!ChannelLogStore.Change(unit, channel, conversation, data, version)) return false;
                logs.News.Tell(unit, channel, conversation);
                return true;
            });
        }

        public Task<LogReceipt> AppendAsync(LogEntry entry, CancellationToken cancellationToken) =>
            logs.Writer.WriteAsync(unit => logs.Append(unit, channel, entry));

        public async Task<IReadOnlyList<LogRecord>> ReadAsync(string conversation, long after, int limit, CancellationToken cancellationToken)
        {
            var rows = await logs.Database.QueryAsync<EntryRow>(ChannelLogStore.PageSql, new { channel, conversation, after, limit }, cancellationToken);
            return [.. rows.Select(Record)];
        }

        public async Task<LogRecord?> FindEntryAsync(string conversation, string key, CancellationToken cancellationToken) =>
            await logs.Database.FirstAsync<EntryRow>(ChannelLogStore.EntrySql, new { channel, conversation, key }, cancellationToken) is { } row ? Record(row) : null;

        public Task DeliveredAsync(string conversation, long seq, CancellationToken cancellationToken) =>
            logs.Writer.WriteAsync(unit => ChannelLogStore.Delivered(unit, channel, conversation, seq));

        public Task<bool> TryTakeAsync(string key, DateTimeOffset until, CancellationToken cancellationToken) =>
            logs.Writer.WriteAsync(unit => ChannelLogStore.Take(unit, channel, key, until));

        public Task TellAsync(string conversation, string note, CancellationToken cancellationToken)
        {
            if (Encoding.UTF8.GetByteCount(note) > MaxNoteBytes) return Task.CompletedTask;
            if (logs.Database.Dialect.IsPostgres) return logs.Writer.WriteAsync(unit => logs.News.Tell(unit, channel, conversation, note));
            // One process: nothing to commit.
            logs.News.Here(channel, conversation, note);
            return Task.CompletedTask;
        }

        public IDisposable Watch(string conversation, Action<string?> news) => logs.News.Watch(channel, conversation, news);

        private static LogRecord Record(EntryRow row) => new(row.Seq, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Body);
    }

    private Database Database => database;

    private Writer Writer => writer;

    private LogNews News => news;
}
