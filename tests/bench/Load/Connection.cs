using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Crm.Bench.Load;

/// <summary>One keep-alive HTTP/1.1 connection with one request on the way at most. It reads just enough of the answer.</summary>
internal sealed class Connection : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _length;

    public Connection(IPEndPoint server)
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(server);
    }

    public Socket Socket { get; }

    /// <summary>When the request on the way was sent, by the stopwatch.</summary>
    public long SentAt { get; private set; }

    public void Send(ReadOnlySpan<byte> request)
    {
        _length = 0;
        SentAt = System.Diagnostics.Stopwatch.GetTimestamp();
        while (request.Length > 0)
            request = request[Socket.Send(request)..];
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>True once the answer is complete; its body stays valid until the next request.</returns>
    /// <exception cref="IOException">The server closed the connection or said something that is no answer.</exception>
    public bool Receive(out int status, out ReadOnlySpan<byte> body)
    {
        var count = Socket.Receive(_buffer.AsSpan(_length));
        if (count == 0)
            throw new IOException("The server closed the connection.");
        _length += count;
        return TryRead(_buffer.AsSpan(0, _length), out status, out body);
    }

    public void Dispose() => Socket.Dispose();

    private static bool TryRead(ReadOnlySpan<byte> answer, out int status, out ReadOnlySpan<byte> body)
    {
        status = 0;
        body = default;
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = answer[..end];
        body = answer[(end + 4)..];
        if (!Utf8Parser.TryParse(head[9..12], out status, out _))
            throw new IOException("No status in the answer.");
        if (Header(head, "\r\nContent-Length: "u8) is { Length: > 0 } length)
            return Utf8Parser.TryParse(length, out int wanted, out _) && body.Length >= wanted;
        if (Header(head, "\r\nTransfer-Encoding: "u8).StartsWith("chunked"u8))
            return body.EndsWith("0\r\n\r\n"u8) && Unchunk(ref body);
        return true;
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        return at < 0 ? default : head[(at + name.Length)..];
    }

    // Answers here are small, so they come as one chunk; the size line and the end mark are cut off.
    private static bool Unchunk(ref ReadOnlySpan<byte> body)
    {
        var line = body.IndexOf("\r\n"u8);
        body = line + 9 <= body.Length ? body[(line + 2)..^7] : default;
        return true;
    }
}
