namespace Crm.Adapters.WeComSandbox;

/// <summary>Many people at once: an opening weekend, for a rehearsal.</summary>
public sealed class SandboxLoad
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    private readonly WeComPlatform _platform;
    private readonly TimeProvider _time;

    internal SandboxLoad(WeComPlatform platform, TimeProvider time) => (_platform, _time) = (platform, time);

    /// <summary>New people scan a code of the maker's, evenly over the time.</summary>
    /// <param name="code">A config_id or qr_code; null = they add the first member as if by a code with the state <c>load</c>.</param>
    public Task<LoadResult> Scans(int perMinute, TimeSpan time, string? code, CancellationToken stop) => Run(perMinute / 60d, time, i =>
    {
        var customer = _platform.AddCustomer($"路人{i + 1}");
        return code is null ? _platform.ScanCode(customer.Id, "load") : _platform.Maker.Contacts.Scan(customer.Id, code);
    }, stop);

    /// <summary>Customers who are not silent write in turn.</summary>
    public Task<LoadResult> Messages(int perSecond, TimeSpan time, CancellationToken stop)
    {
        var talkers = _platform.Customers.Where(customer => !_platform.IsSilent(customer.Id)).ToArray();
        return talkers.Length == 0
            ? throw new InvalidOperationException("Nobody is there who would write.")
            : Run(perSecond, time, i => _platform.Write(talkers[i % talkers.Length].Id, $"消息{i + 1}"), stop);
    }

    private async Task<LoadResult> Run(double perSecond, TimeSpan time, Func<int, Task<CallbackOutcome>> act, CancellationToken stop)
    {
        var (began, total) = (_time.GetTimestamp(), (int)Math.Round(perSecond * time.TotalSeconds));
        var waits = new List<Task<(CallbackOutcome Outcome, TimeSpan Took)>>(total);
        while (waits.Count < total && !stop.IsCancellationRequested)
        {
            // Whatever is due by now, so that a coarse clock or a busy machine loses nothing.
            var due = Math.Min(total, (int)(_time.GetElapsedTime(began).TotalSeconds * perSecond) + 1);
            while (waits.Count < due)
                waits.Add(Timed(act(waits.Count)));
            if (waits.Count < total)
                await Task.Delay(Beat, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var done = await Task.WhenAll(waits);
        var took = done.Select(entry => entry.Took).Order().ToArray();
        return new LoadResult(done.Length, done.Count(entry => entry.Outcome.Delivered), done.Count(entry => entry.Outcome is { Delivered: false, Attempts: > 0 }),
            took.Length == 0 ? TimeSpan.Zero : took[took.Length / 2], took.Length == 0 ? TimeSpan.Zero : took[(int)(took.Length * 0.99)], took.LastOrDefault());
    }

    private async Task<(CallbackOutcome Outcome, TimeSpan Took)> Timed(Task<CallbackOutcome> callback)
    {
        var began = _time.GetTimestamp();
        var outcome = await callback;
        return (outcome, _time.GetElapsedTime(began));
    }
}

/// <summary>How the receiver coped.</summary>
/// <param name="Failed">Given up after all tries; lost ones (a fault) are neither delivered nor failed.</param>
/// <param name="Median">From sending to the answer, retries included.</param>
public sealed record LoadResult(int Sent, int Delivered, int Failed, TimeSpan Median, TimeSpan P99, TimeSpan Longest);
