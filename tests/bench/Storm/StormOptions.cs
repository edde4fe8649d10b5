namespace Crm.Bench.Storm;

/// <summary>How hard, how long, and how badly the platform behaves. Shares are of calls or callbacks.</summary>
internal sealed record StormOptions
{
    /// <summary>Callbacks a second that begin, duplicates and retries not counted.</summary>
    public int Rate { get; init; } = 500;

    public int Seconds { get; init; } = 60;

    /// <summary>How many of the callbacks are a customer adding a member, with a welcome code.</summary>
    public int ScansPerMinute { get; init; } = 1000;

    /// <summary>Customers a second who write to customer service.</summary>
    public int KfPerSecond { get; init; } = 20;

    public int Seed { get; init; } = 1;

    /// <summary>Off: the platform answers everything at once and well.</summary>
    public bool Faults { get; init; } = true;

    /// <summary>How long an API call takes; a real one takes some tens of milliseconds.</summary>
    public int ApiMilliseconds { get; init; } = 40;

    /// <summary>When the platform sends a callback again that was not answered with 200.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    public int Retries { get; init; } = 3;

    public static StormOptions Read(Arguments arguments) => new()
    {
        Rate = arguments.Number("rate", 500),
        Seconds = arguments.Number("seconds", 60),
        ScansPerMinute = arguments.Number("scans", 1000),
        KfPerSecond = arguments.Number("kf", 20),
        Seed = arguments.Number("seed", 1),
        Faults = arguments.Number("faults", 1) != 0,
        ApiMilliseconds = arguments.Number("api-ms", 40),
    };
}
