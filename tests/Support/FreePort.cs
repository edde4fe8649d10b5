using System.Net;
using System.Net.Sockets;

namespace Crm.Tests.Support;

public static class FreePort
{
    /// <summary>A loopback port nobody listens on now. Another process may take it first, so use it at once.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
