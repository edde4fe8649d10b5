using System.Net;
using Crm.Host.Plugins.Http;
using Crm.Plugins.Core.My;

namespace Crm.Host.Auth;

/// <summary>How often links may be tried from one address, and how much one open page may ask.</summary>
internal sealed class MyLimits(MyOptions options, TimeProvider time)
{
    private readonly PerIpLimit _openings = new(options.OpeningsPerMinutePerIp, time);
    private readonly TokenBuckets _pages = new(time);

    public bool MayOpen(IPAddress? address, out TimeSpan wait) => _openings.TryTake(address, out wait);

    public bool MayAsk(string customerId, out TimeSpan wait) =>
        _pages.TryTake(customerId, options.RequestsPerMinute, Math.Max(1, options.RequestsPerMinute / 2), out wait);
}
