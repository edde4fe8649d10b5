using System.Net;
using System.Net.Sockets;

namespace Crm.Host.Plugins.Loading;

/// <summary>
/// Tells addresses of the public internet from those that lead into our own house: loopback, private, link-local,
/// unique-local, shared and reserved ones, also where IPv6 only wraps an IPv4 address (IANA special-purpose registries).
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // Within 2000::/3, which is all that is public: protocol assignments with Teredo, documentation, 6to4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>An IPv6-only network reaches IPv4 through these: the last four bytes are the real address.</summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return Contains(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Closed.Any(network => network.Contains(address));
        if (Nat64.Contains(address)) return Contains(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return Global.Contains(address) && !Closed.Any(network => network.Contains(address));
    }
}
