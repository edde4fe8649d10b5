using Crm.Plugins.Core.Accounts;

namespace Crm.Host.Auth;

/// <summary>Section <c>Crm:Api:RateLimit</c>: what a token without limits of its own may do.</summary>
public sealed record RateLimitOptions
{
    public int PerMinute { get; init; } = 60;

    public int Burst { get; init; } = 30;
}

/// <summary>How often each token may call, on the API and the intake routes together. The bootstrap token never comes here.</summary>
internal sealed class KeyLimits(RateLimitOptions options, TimeProvider time)
{
    private readonly TokenBuckets _buckets = new(time);

    public bool TryTake(ApiToken token, out TimeSpan wait)
    {
        var perMinute = token.PerMinute ?? options.PerMinute;
        var burst = token.Burst ?? (token.PerMinute is null ? options.Burst : Math.Max(1, perMinute / 2));
        return _buckets.TryTake(token.Id, Math.Max(1, perMinute), Math.Max(1, burst), out wait);
    }
}
