using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// What is worth knowing only now, such as that somebody is writing: heard by whoever listens on any node, stored
/// nowhere, and lost without harm.
/// </summary>
public sealed class LiveNotes(Database database, Node node)
{
    internal const string Channel = "crm_live";

    // A reader so slow that it is this far behind has no use for the oldest.
    private const int MostWaiting = 64;

    private const string NotifyOnPostgres = "select pg_notify(@channel, @note)";

    private readonly ConcurrentDictionary<LiveNoteReader, byte> _readers = [];

    /// <summary>Tells it here, and on PostgreSQL to the other nodes.</summary>
    public async Task TellAsync(LiveNote note, CancellationToken cancellationToken)
    {
        var mine = note with { Node = node.Id };
        Here(mine);
        if (database.Dialect.IsPostgres)
            await database.ReadAsync(NotifyOnPostgres, _ => 0, cancellationToken, ("channel", Channel), ("note", JsonSerializer.Serialize(mine, JsonSerializerOptions.Web)));
    }

    /// <summary>Everything told from now on, until the reader is disposed.</summary>
    public LiveNoteReader Listen()
    {
        var reader = new LiveNoteReader(MostWaiting, gone => _readers.TryRemove(gone, out _));
        _readers.TryAdd(reader, 0);
        return reader;
    }

    public bool IsMine(LiveNote note) => note.Node == node.Id;

    /// <summary>Another node told it; our own come back too and were heard already.</summary>
    internal void Heard(string payload)
    {
        if (JsonSerializer.Deserialize<LiveNote>(payload, JsonSerializerOptions.Web) is { } note && !IsMine(note)) Here(note);
    }

    private void Here(LiveNote note)
    {
        foreach (var reader in _readers.Keys) reader.Give(note);
    }
}

/// <param name="Type">As an event's: <c>conversation.typing</c>.</param>
/// <param name="Speaker">Who of us; null for the customer.</param>
/// <param name="Node">Where it was told.</param>
public sealed record LiveNote(string Type, string ConversationId, MessageSpeaker? Speaker = null, string Node = "");

/// <summary>One listener's notes, the oldest dropped where it does not keep up.</summary>
public sealed class LiveNoteReader(int most, Action<LiveNoteReader> leave) : IDisposable
{
    private readonly Channel<LiveNote> _notes = System.Threading.Channels.Channel.CreateBounded<LiveNote>(new BoundedChannelOptions(most) { FullMode = BoundedChannelFullMode.DropOldest });

    public ChannelReader<LiveNote> Notes => _notes.Reader;

    public void Dispose() => leave(this);

    internal void Give(LiveNote note) => _notes.Writer.TryWrite(note);
}
