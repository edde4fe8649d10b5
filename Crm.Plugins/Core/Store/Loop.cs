using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Store;

/// <summary>Runs a background duty round after round. A failing round is logged and followed by a pause, never by the end.</summary>
internal static class Loop
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <param name="round">One round of work, ending with its own wait for the next.</param>
    public static async Task RunAsync(string duty, Func<CancellationToken, Task> round, TimeProvider time, ILogger log, CancellationToken stopping)
    {
        // The host starts its services one after the other; none should wait for the first round of another.
        await Task.Yield();
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await round(stopping);
                failures = 0;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(failures++, 10))));
                log.LogError(exception, "{Duty} failed and goes on in {Pause}", duty, pause);
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
