using System.Diagnostics;
using Xunit;

namespace Crm.Tests.Support;

/// <summary>Waits for a condition on real time; the fake clock is never involved, so a probe cannot stop it.</summary>
public static class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="what">Completes the sentence "waited in vain for ...".</param>
    public static Task Until(Func<bool> condition, string what, TimeSpan? timeout = null) =>
        Until(() => Task.FromResult(condition()), what, timeout);

    /// <inheritdoc cref="Until(Func{bool},string,TimeSpan?)"/>
    public static Task Until(Func<Task<bool>> condition, string what, TimeSpan? timeout = null) =>
        For(async () => await condition() ? "yes" : null, what, timeout);

    /// <summary>Returns the first value that is not null.</summary>
    public static async Task<T> For<T>(Func<Task<T?>> find, string what, TimeSpan? timeout = null) where T : class
    {
        var limit = timeout ?? Patience;
        var watch = Stopwatch.StartNew();
        for (var pause = 2; ; pause = Math.Min(pause * 2, 100))
        {
            if (await find() is { } found)
                return found;
            if (watch.Elapsed > limit)
                throw new TimeoutException($"Waited {limit.TotalSeconds:0.#} s in vain for {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
