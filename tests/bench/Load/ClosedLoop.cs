using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crm.Bench.Load;

/// <summary>Makes the requests of a scenario. Called on one thread.</summary>
internal interface IRequestSource
{
    /// <summary>The next request of a client; valid until the client's next call.</summary>
    ReadOnlySpan<byte> Next(int client);
}

/// <summary>Called with each answer.</summary>
internal delegate void Answered(int client, int status, ReadOnlySpan<byte> body, TimeSpan took);

/// <summary>
/// Clients that each wait for their answer before they ask again, all on one thread: the generator shares two cores with
/// what it measures, so it must cost next to nothing.
/// </summary>
internal sealed class ClosedLoop : IDisposable
{
    private readonly IPEndPoint _server;
    private readonly Connection[] _connections;
    private readonly IRequestSource _source;
    private Poll _poll;

    public ClosedLoop(Uri server, int clients, IRequestSource source)
    {
        _server = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        _source = source;
        _connections = [.. Enumerable.Range(0, clients).Select(_ => new Connection(_server))];
        _poll = NewPoll();
    }

    public int Broken { get; private set; }

    /// <summary>Runs on a thread of its own until <paramref name="stop"/> says so, then waits for the answers on the way.</summary>
    public Task RunAsync(Func<bool> stop, Answered answered) =>
        Task.Factory.StartNew(() => Run(stop, answered), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
    }

    private void Run(Func<bool> stop, Answered answered)
    {
        var waiting = new bool[_connections.Length];
        for (var i = 0; i < _connections.Length; i++)
            waiting[i] = TrySend(i);
        for (var idle = 0; waiting.Contains(true) && idle < 10;)
        {
            if (!_poll.Wait(1_000))
            {
                // Ten silent seconds in a row: the server is gone without closing.
                idle++;
                continue;
            }

            idle = 0;
            for (var i = 0; i < _connections.Length; i++)
                if (waiting[i] && _poll.IsReady(i) && TryReceive(i, answered, ref waiting[i]))
                    waiting[i] = !stop() && TrySend(i);
        }
    }

    private bool TryReceive(int client, Answered answered, ref bool waiting)
    {
        try
        {
            var connection = _connections[client];
            if (!connection.Receive(out var status, out var body))
                return false;
            answered(client, status, body, Stopwatch.GetElapsedTime(connection.SentAt));
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            waiting = false;
            return Reconnect(client);
        }
    }

    private bool TrySend(int client)
    {
        try
        {
            _connections[client].Send(_source.Next(client));
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return Reconnect(client) && TrySend(client);
        }
    }

    private bool Reconnect(int client)
    {
        Broken++;
        _connections[client].Dispose();
        try
        {
            _connections[client] = new Connection(_server);
            _poll = NewPoll();
            return true;
        }
        catch (SocketException)
        {
            _poll.Forget(client);
            return false;
        }
    }

    private Poll NewPoll() => new([.. _connections.Select(connection => connection.Socket)]);
}
