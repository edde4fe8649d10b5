using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>Tells every watching phone page what happened. A page that does not read loses the oldest news.</summary>
internal sealed class Broadcast
{
    private readonly ConcurrentDictionary<Channel<News>, bool> _watchers = new();

    public void Publish(string type, object data)
    {
        foreach (var watcher in _watchers.Keys)
            watcher.Writer.TryWrite(new News(type, data));
    }

    public Watch Open()
    {
        var channel = Channel.CreateBounded<News>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers[channel] = true;
        return new Watch(channel.Reader, () => _watchers.TryRemove(channel, out _));
    }

    internal sealed record News(string Type, object Data);

    internal sealed class Watch(ChannelReader<News> news, Action close) : IDisposable
    {
        public ChannelReader<News> News => news;

        public void Dispose() => close();
    }
}
