using System.Net;
using System.Net.Sockets;

namespace Crm.Host.Plugins.Loading;

/// <summary>
/// Opens connections to public addresses only. The name is resolved here and the very addresses that were checked are
/// connected to, so a name that changes its mind between check and use gains nothing.
/// </summary>
/// <param name="resolve">Looks a name up; tests give their own.</param>
/// <param name="open">Connects to one of the addresses; tests give their own.</param>
internal sealed class PublicConnect(
    Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, Func<IPAddress[], int, CancellationToken, Task<Stream>>? open = null)
{
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host.Trim('[', ']'), out var literal)
            ? [literal]
            : await (resolve ?? Dns.GetHostAddressesAsync)(target.Host, cancellationToken);
        // One closed address among open ones is no accident.
        if (addresses.Length == 0 || !addresses.All(PublicAddresses.Contains)) throw new ClosedAddressException();
        return await (open ?? OpenAsync)(addresses, target.Port, cancellationToken);
    }

    private static async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name leads to an address that is not public.</summary>
internal sealed class ClosedAddressException : Exception;
