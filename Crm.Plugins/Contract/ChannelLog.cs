namespace Crm.Plugins.Contract;

/// <summary>
/// Conversations a channel keeps for clients that read them themselves: entries in the shared store, in one order without
/// gaps, and a word to every node when there is news. In every plugin's container; each plugin sees its own only.
/// </summary>
public interface IChannelLog
{
    /// <summary>Null where it was never opened or has been forgotten.</summary>
    Task<LogHead?> FindAsync(string conversation, CancellationToken cancellationToken);

    /// <summary>Opens it, or finds it open. It is forgotten with all its entries when nothing was added for <paramref name="keep"/>.</summary>
    /// <param name="data">The adapter's own, at most 4,096 characters; kept as it is where the conversation is known.</param>
    Task<LogOpened> OpenAsync(string conversation, string data, TimeSpan keep, CancellationToken cancellationToken);

    /// <summary>Replaces the adapter's data if it still has this version, and tells every node.</summary>
    Task<bool> TryChangeAsync(string conversation, string data, long version, CancellationToken cancellationToken);

    /// <summary>Adds one entry; durable when it returns. The same key again adds nothing and answers the first number.</summary>
    Task<LogReceipt> AppendAsync(LogEntry entry, CancellationToken cancellationToken);

    /// <summary>Entries after a number, in order.</summary>
    Task<IReadOnlyList<LogRecord>> ReadAsync(string conversation, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The entry with this key; null where there is none (any more).</summary>
    Task<LogRecord?> FindEntryAsync(string conversation, string key, CancellationToken cancellationToken);

    /// <summary>Notes how far some client has surely read; never goes back.</summary>
    Task DeliveredAsync(string conversation, long seq, CancellationToken cancellationToken);

    /// <summary>True for the first who asks for this key; the key is kept until <paramref name="until"/>. For tickets that serve once.</summary>
    Task<bool> TryTakeAsync(string key, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Tells everybody who watches, on every node, and stores nothing. At most 4,096 bytes; larger ones are dropped.</summary>
    Task TellAsync(string conversation, string note, CancellationToken cancellationToken);

    /// <summary>Calls back, quickly and on any thread, with a note, or with null when there may be something new to read. Spurious calls are possible.</summary>
    IDisposable Watch(string conversation, Action<string?> news);
}

/// <param name="Last">Number of the newest entry; 0 where there is none. The first is 1.</param>
/// <param name="Delivered">As <see cref="IChannelLog.DeliveredAsync"/> noted; 0 for never.</param>
/// <param name="Closed">An entry closed it: nothing can be added.</param>
/// <param name="Data">The adapter's own.</param>
/// <param name="Version">Of <paramref name="Data"/>.</param>
/// <param name="Note">The newest <see cref="LogEntry.Note"/>; empty for none.</param>
public sealed record LogHead(string Conversation, long Last, long Delivered, bool Closed, string Data, long Version, string Note);

/// <param name="Created">It was not known before.</param>
public sealed record LogOpened(LogHead Head, bool Created);

/// <summary>One entry to add.</summary>
/// <param name="Key">Unique in the conversation, at most 200 characters.</param>
/// <param name="Body">The adapter's own text, given back as it is.</param>
public sealed record LogEntry(string Conversation, string Key, string Body)
{
    /// <summary>The last entry: nothing can be added afterwards.</summary>
    public bool Closes { get; init; }

    /// <summary>Something to find again in <see cref="LogHead.Note"/>; null leaves the old one.</summary>
    public string? Note { get; init; }
}

/// <param name="Seq">Its number; 0 where it was not added.</param>
public sealed record LogReceipt(long Seq, LogOutcome Outcome);

public enum LogOutcome
{
    Added,
    /// <summary>The key was known.</summary>
    Known,
    /// <summary>The conversation has ended.</summary>
    Closed,
    /// <summary>There is no such conversation (any more).</summary>
    Missing,
}

/// <param name="At">When it was stored.</param>
public sealed record LogRecord(long Seq, DateTimeOffset At, string Body);
