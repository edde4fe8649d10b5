using System.Net;
using Crm.Host.Plugins.Http;

namespace Crm.Host.Auth;

/// <summary>
/// Slows guessing down: by address, by name from one address, and by name from everywhere, this one with more room, so that
/// a stranger cannot lock somebody out at once. A right password gives its try back.
/// </summary>
internal sealed class SignInThrottle(int perAddress, TimeProvider time)
{
    private readonly PerIpLimit _addresses = new(perAddress, time);
    private readonly TokenBuckets _names = new(time);

    public bool TryEnter(string? userName, IPAddress? address, out Attempt attempt, out TimeSpan wait)
    {
        var name = (userName ?? "").Trim().ToLowerInvariant();
        if (name.Length > 64) name = name[..64];
        attempt = new Attempt(this, $"{name} {address}", name);
        if (!_addresses.TryTake(address, out wait) || !_names.TryTake(attempt.FromHere, 10, 10, out wait)) return false;
        if (_names.TryTake(name, 20, 100, out wait)) return true;
        _names.GiveBack(attempt.FromHere);
        return false;
    }

    internal sealed record Attempt(SignInThrottle Throttle, string FromHere, string Name)
    {
        public void Succeeded()
        {
            Throttle._names.GiveBack(FromHere);
            Throttle._names.GiveBack(Name);
        }
    }
}
