using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// One open stream. It keeps no queue: news only says that there is something to read, and the next page is read when the
/// last one has left, so a slow reader costs no memory. Idle it holds neither a buffer nor a running task but the one receive.
/// </summary>
internal sealed class StreamSocket(WebSocket socket, string conversation, long position, IChannelLog log, ActivityView view, TimeProvider time)
{
    private const int PageSize = 20;
    private const int MostNotes = 16;
    private const int MaxClientBytes = 4096;
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<string> _notes = new();
    private long _position = position;
    private long _before = position;
    private int _work;
    private volatile bool _news;
    private volatile bool _ping;
    private int _close;

    /// <summary>How far the client has surely read: what had left before a frame of it came, or everything at a proper goodbye.</summary>
    public long Confirmed { get; private set; }

    /// <summary>Serves the stream until either side ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var watch = log.Watch(conversation, News);
        // What was stored before the socket opened comes first.
        News(null);
        try
        {
            while (await ReceiveAsync(cancellationToken))
            {
                Confirmed = _before;
                _before = Volatile.Read(ref _position);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client has gone without a word.
        }
    }

    public void News(string? note)
    {
        if (note is null) _news = true;
        else if (note == Conversations.Revoked) Interlocked.CompareExchange(ref _close, (int)WebSocketCloseStatus.PolicyViolation, 0);
        else if (_notes.Count < MostNotes) _notes.Enqueue(note);
        Wake();
    }

    /// <summary>An empty frame keeps the way between open; it also makes up for news that went unheard.</summary>
    public void Ping()
    {
        _ping = true;
        _news = true;
        Wake();
    }

    public void Close(WebSocketCloseStatus status)
    {
        Interlocked.CompareExchange(ref _close, (int)status, 0);
        Wake();
    }

    /// <summary>False when the client has said goodbye.</summary>
    private async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        // Waiting without a buffer: thousands of these wait most of the time.
        var frame = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        var length = 0;
        while (frame.MessageType != WebSocketMessageType.Close && !frame.EndOfMessage)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(1024);
            try
            {
                frame = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            // Nothing a client says here means anything, so nobody needs to say much.
            length += frame.Count;
            if (length > MaxClientBytes) Close(WebSocketCloseStatus.MessageTooBig);
        }

        if (frame.MessageType != WebSocketMessageType.Close) return true;
        Confirmed = Volatile.Read(ref _position);
        Close(WebSocketCloseStatus.NormalClosure);
        return false;
    }

    private void Wake()
    {
        if (Interlocked.Increment(ref _work) == 1) _ = Task.Run(PumpAsync);
    }

    private async Task PumpAsync()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _work);
            try
            {
                await RoundAsync();
            }
            catch (Exception)
            {
                // Whatever it was, the client comes back and reads on from where it was.
                socket.Abort();
            }
        }
        while (Interlocked.Add(ref _work, -seen) != 0);
    }

    private async Task RoundAsync()
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        while (_notes.TryDequeue(out var note)) await SendAsync($$"""{"activities":[{{note}}]}""");
        var sent = false;
        while (_news)
        {
            _news = false;
            sent |= await CatchUpAsync();
        }

        if (_ping && !sent) await SendAsync("");
        _ping = false;
        if (Volatile.Read(ref _close) is not 0 and var status) await CloseAsync((WebSocketCloseStatus)status);
    }

    private async Task<bool> CatchUpAsync()
    {
        for (var sent = false; ; sent = true)
        {
            var records = await log.ReadAsync(conversation, _position, PageSize, CancellationToken.None);
            if (records.Count == 0) return sent;
            // One to a frame: the client takes a set apart over time, and activities of the next frame would get between.
            foreach (var record in records)
            {
                await SendAsync(view.Set(conversation, [record], record.Seq));
                Volatile.Write(ref _position, record.Seq);
                if (ActivityView.Ends(record)) Interlocked.CompareExchange(ref _close, (int)WebSocketCloseStatus.NormalClosure, 0);
            }
        }
    }

    private async Task SendAsync(string text)
    {
        using var patience = new CancellationTokenSource(SendPatience, time);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
    }

    private async Task CloseAsync(WebSocketCloseStatus status)
    {
        using var patience = new CancellationTokenSource(SendPatience, time);
        await socket.CloseOutputAsync(status, null, patience.Token);
        // The answer is awaited by the receive; a client that never gives one is not waited for.
        _ = Task.Delay(ClosePatience, time, CancellationToken.None).ContinueWith(_ => socket.Abort(), TaskScheduler.Default);
    }
}
