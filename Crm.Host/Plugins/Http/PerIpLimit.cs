using System.Collections.Concurrent;
using System.Net;

namespace Crm.Host.Plugins.Http;

/// <summary>So many requests a minute from one address, for routes anybody may call. An IPv6 caller counts by its /64.</summary>
public sealed class PerIpLimit(int perMinute, TimeProvider time)
{
    private const int MostAddresses = 100_000;
    private readonly ConcurrentDictionary<IPAddress, Window> _windows = new();

    /// <summary>False with the time to wait where the address has used its minute up.</summary>
    public bool TryTake(IPAddress? address, out TimeSpan wait)
    {
        var now = time.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        if (_windows.Count >= MostAddresses) Forget(minute);
        var window = _windows.AddOrUpdate(
            Network(address ?? IPAddress.None),
            _ => new Window(minute, 1),
            (_, old) => old.Minute == minute ? old with { Count = old.Count + 1 } : new Window(minute, 1));
        wait = DateTimeOffset.FromUnixTimeSeconds((minute + 1) * 60) - now;
        return window.Count <= perMinute;
    }

    private void Forget(long minute)
    {
        foreach (var (address, window) in _windows)
            if (window.Minute != minute) _windows.TryRemove(address, out _);
    }

    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return bytes.Length == 16 ? new IPAddress([.. bytes[..8], 0, 0, 0, 0, 0, 0, 0, 0]) : address;
    }

    private readonly record struct Window(long Minute, int Count);
}
