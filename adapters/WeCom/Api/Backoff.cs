namespace Crm.Adapters.WeCom.Api;

/// <summary>How long to wait before the next try: 1, 2, 4 seconds, each between half and full.</summary>
internal static class Backoff
{
    /// <summary>Tries after the first.</summary>
    public const int MaxRetries = 3;

    /// <summary>For whoever comes back later, where the platform named no time.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromSeconds(30);

    /// <param name="retry">1 for the first retry.</param>
    public static TimeSpan Before(int retry) => Between(0.5, 1) * (1 << (retry - 1));

    /// <summary>So many seconds, by chance: callers that failed together must not come back together.</summary>
    public static TimeSpan Between(double low, double high) => TimeSpan.FromSeconds(low + Random.Shared.NextDouble() * (high - low));
}
