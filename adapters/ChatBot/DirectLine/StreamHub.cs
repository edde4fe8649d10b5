using System.Collections.Concurrent;
using System.Net.WebSockets;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Hosting;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Every open stream of this node: one timer keeps them all alive, and all hear when the host stops.</summary>
internal sealed class StreamHub(IChannelLog log, ActivityView view, DirectLineOptions options, IHostLife life, TimeProvider time) : IHostedService
{
    private readonly ConcurrentDictionary<StreamSocket, bool> _sockets = new();
    private ITimer? _timer;
    private CancellationTokenRegistration _stopping;

    /// <summary>Serves one socket until it ends, and notes how far its client has read.</summary>
    public async Task ServeAsync(WebSocket socket, string conversation, long from, CancellationToken cancellationToken)
    {
        var stream = new StreamSocket(socket, conversation, from, log, view, time);
        _sockets[stream] = true;
        try
        {
            if (life.Stopping.IsCancellationRequested) stream.Close(WebSocketCloseStatus.EndpointUnavailable);
            await stream.RunAsync(cancellationToken);
        }
        finally
        {
            _sockets.TryRemove(stream, out _);
            if (stream.Confirmed > from) await log.DeliveredAsync(conversation, stream.Confirmed, CancellationToken.None);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var period = TimeSpan.FromSeconds(options.KeepAliveSeconds);
        _timer = time.CreateTimer(_ => All(stream => stream.Ping()), null, period, period);
        _stopping = life.Stopping.Register(() => All(stream => stream.Close(WebSocketCloseStatus.EndpointUnavailable)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is not null) await _timer.DisposeAsync();
        await _stopping.DisposeAsync();
        All(stream => stream.Close(WebSocketCloseStatus.EndpointUnavailable));
    }

    private void All(Action<StreamSocket> action)
    {
        foreach (var stream in _sockets.Keys) action(stream);
    }
}
