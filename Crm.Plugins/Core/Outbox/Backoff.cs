namespace Crm.Plugins.Core.Outbox;

/// <summary>1, 2, 4, 8, … seconds up to ten minutes, each with a fifth of jitter so that those who failed together do not return together.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <param name="failures">1 after the first failure.</param>
    public static TimeSpan After(int failures)
    {
        var seconds = Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Clamp(failures - 1, 0, 30)));
        return TimeSpan.FromSeconds(seconds * (0.8 + 0.4 * Random.Shared.NextDouble()));
    }
}
