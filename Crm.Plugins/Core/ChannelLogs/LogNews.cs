using System.Collections.Concurrent;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ChannelLogs;

/// <summary>Who on this node watches which conversation, and how the other nodes are told.</summary>
public sealed class LogNews(Node node)
{
    internal const string PostgresChannel = "crm_logs";
    private const string NotifyOnPostgres = "select pg_notify(@name, @payload)";

    private readonly ConcurrentDictionary<(string Channel, string Conversation), Action<string?>[]> _watchers = new();

    internal IDisposable Watch(string channel, string conversation, Action<string?> news)
    {
        _watchers.AddOrUpdate((channel, conversation), _ => [news], (_, others) => [.. others, news]);
        return new Watcher(this, (channel, conversation), news);
    }

    /// <summary>Tells everybody once this is committed; <paramref name="note"/> null = there is something new to read.</summary>
    internal void Tell(Unit unit, string channel, string conversation, string? note = null)
    {
        unit.AfterCommit(() => Here(channel, conversation, note));
        if (unit.Dialect.IsPostgres) unit.Add(NotifyOnPostgres, ("name", PostgresChannel), ("payload", Payload(channel, conversation, note)));
    }

    /// <summary>Another node's word; what this node said itself it has heard already.</summary>
    internal void Heard(string payload)
    {
        if (payload.Split('\n', 4) is not [var from, var channel, var conversation, ..] parts || from == node.Id) return;
        Here(channel, conversation, parts.Length == 4 ? parts[3] : null);
    }

    /// <summary>Words may have been missed: everybody looks for himself.</summary>
    internal void Doubt()
    {
        foreach (var watchers in _watchers.Values) Call(watchers, null);
    }

    internal void Here(string channel, string conversation, string? note)
    {
        if (_watchers.TryGetValue((channel, conversation), out var watchers)) Call(watchers, note);
    }

    private string Payload(string channel, string conversation, string? note) =>
        note is null ? $"{node.Id}\n{channel}\n{conversation}" : $"{node.Id}\n{channel}\n{conversation}\n{note}";

    private static void Call(Action<string?>[] watchers, string? note)
    {
        foreach (var watcher in watchers)
        {
            try
            {
                watcher(note);
            }
            catch (Exception)
            {
                // A watcher is plugin code and this thread is not its own; its fault must not keep the word from the others.
            }
        }
    }

    private void Leave((string Channel, string Conversation) place, Action<string?> news)
    {
        while (_watchers.TryGetValue(place, out var all))
        {
            var left = all.ToList();
            left.Remove(news);
            if (left.Count == 0 ? _watchers.TryRemove(KeyValuePair.Create(place, all)) : _watchers.TryUpdate(place, [.. left], all)) return;
        }
    }

    private sealed class Watcher(LogNews news, (string Channel, string Conversation) place, Action<string?> callback) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) news.Leave(place, callback);
        }
    }
}
