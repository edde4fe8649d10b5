using System.Net;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Crm.Host.Plugins;

/// <summary>The first address the server listens on, as a local caller would write it.</summary>
internal sealed class HostAddress(IServer server) : IHostAddress
{
    public Uri? Local
    {
        get
        {
            var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
            if (first is null) return null;
            var address = BindingAddress.Parse(first);
            // Port 0 is a wish; the real port replaces it once the server listens.
            if (address.Port == 0) return null;
            var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
            return new Uri($"{address.Scheme}://{host}:{address.Port}/");
        }
    }

    public bool IsLoopback =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses && addresses.All(address =>
            BindingAddress.Parse(address).Host.Trim('[', ']') is var host
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip))));
}
