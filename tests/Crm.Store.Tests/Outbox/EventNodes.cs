using Crm.Plugins.Core.Outbox;
using Microsoft.Extensions.Hosting;

namespace Crm.Store.Tests.Outbox;

/// <summary>The event loops of one or two nodes, running.</summary>
public sealed class EventNodes : IAsyncDisposable
{
    private readonly List<BackgroundService> _loops = [];

    public List<Events> Events { get; } = [];

    public List<EventFeed> Feeds { get; } = [];

    public List<LiveNotes> Notes { get; } = [];

    public static async Task<EventNodes> StartAsync(params TestStore?[] stores)
    {
        var nodes = new EventNodes();
        foreach (var store in stores.OfType<TestStore>())
        {
            var events = new Events();
            var feed = new EventFeed(store.Database, events, TimeProvider.System, store.Log.For<EventFeed>());
            nodes.Events.Add(events);
            nodes.Feeds.Add(feed);
            var notes = new LiveNotes(store.Database, store.Node);
            nodes.Notes.Add(notes);
            nodes._loops.AddRange(
            [
                feed,
                new EventPublisher(store.Database, store.Writer, events, TimeProvider.System, store.Log.For<EventPublisher>()),
                new EventListener(store.Database, events, notes, TimeProvider.System, store.Log.For<EventListener>()),
            ]);
        }

        foreach (var loop in nodes._loops) await loop.StartAsync(CancellationToken.None);
        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
        {
            await loop.StopAsync(CancellationToken.None);
            loop.Dispose();
        }
    }
}
