namespace Crm.Adapters.WeComSandbox.Http;

/// <param name="Kind"><c>scans</c> (new people a minute) or <c>messages</c> (from customers who are there, a second).</param>
/// <param name="Code">A code of the maker's to scan; absent = as if by a code with the state <c>load</c>.</param>
internal sealed record Crowd(string? Kind, int? Rate, int? Seconds, string? Code);

/// <summary>One crowd at a time, and how the last one fared.</summary>
internal sealed class CrowdRun(WeComPlatform platform)
{
    private const int MostScans = 6000;
    private const int MostMessages = 1000;
    private const int LongestSeconds = 600;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private Crowd? _crowd;
    private LoadResult? _last;

    public object Show()
    {
        lock (_gate)
        {
            return new
            {
                running = _stop is not null,
                crowd = _crowd,
                last = _last is null ? null : new { _last.Sent, _last.Delivered, _last.Failed, medianMs = Ms(_last.Median), p99Ms = Ms(_last.P99), longestMs = Ms(_last.Longest) },
            };
        }
    }

    public void Start(Crowd crowd)
    {
        var most = crowd.Kind switch { "scans" => MostScans, "messages" => MostMessages, _ => throw new ArgumentException("kind is scans or messages.") };
        if (crowd.Rate is not { } rate || rate < 1 || rate > most || crowd.Seconds is not { } seconds || seconds is < 1 or > LongestSeconds)
            throw new ArgumentException($"rate is 1 to {most}, seconds 1 to {LongestSeconds}.");
        if (crowd.Code is { } code && platform.Maker.Contacts.Codes.All(known => known.ConfigId != code))
            throw new KeyNotFoundException("There is no such code.");
        CancellationTokenSource stop;
        lock (_gate)
        {
            if (_stop is not null)
                throw new ArgumentException("A crowd is on its way already; stop it first.");
            (_stop, _crowd, _last) = (stop = new CancellationTokenSource(), crowd, null);
        }

        _ = RunAsync(crowd.Kind, rate, TimeSpan.FromSeconds(seconds), crowd.Code, stop);
    }

    public void Stop()
    {
        lock (_gate)
            _stop?.Cancel();
    }

    private async Task RunAsync(string kind, int rate, TimeSpan time, string? code, CancellationTokenSource stop)
    {
        LoadResult? result = null;
        try
        {
            // Off the caller's thread: the first of the crowd go at once.
            result = await Task.Run(() => kind == "scans" ? platform.Load.Scans(rate, time, code, stop.Token) : platform.Load.Messages(rate, time, stop.Token), CancellationToken.None);
        }
        finally
        {
            lock (_gate)
                (_stop, _last) = (null, result);
            stop.Dispose();
            platform.Broadcast.Publish("changed", new { });
        }
    }

    private static long Ms(TimeSpan time) => (long)time.TotalMilliseconds;
}
