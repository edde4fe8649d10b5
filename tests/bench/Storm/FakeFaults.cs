using System.Collections.Concurrent;

namespace Crm.Bench.Storm;

internal enum Fault
{
    None,
    /// <summary>-1.</summary>
    Busy,
    /// <summary>45033.</summary>
    Throttled,
    BadGateway,
    /// <summary>Carried out, then the connection is reset: the caller cannot know.</summary>
    Reset,
}

/// <summary>Which call goes wrong, and how. Of a hundred calls about four do; one in five hundred is throttled, which shuts the API for seconds.</summary>
internal sealed class FakeFaults(StormOptions options)
{
    private readonly Lock _gate = new();
#pragma warning disable CA5394 // A repeatable storm is wanted, not a secret one.
    private readonly Random _random = new(options.Seed);

    public ConcurrentDictionary<(string Path, Fault Fault), long> Counts { get; } = [];

    /// <summary>From now on the platform is well, so that what waits can end.</summary>
    public bool Over { get; set; }

    public Fault Next(string path)
    {
        double dice;
        lock (_gate) dice = _random.NextDouble();
#pragma warning restore CA5394
        var fault = !options.Faults || Over ? Fault.None : dice switch
        {
            < 0.015 => Fault.Busy,
            < 0.025 => Fault.BadGateway,
            < 0.035 => Fault.Reset,
            < 0.037 => Fault.Throttled,
            _ => Fault.None,
        };
        Counts.AddOrUpdate((path, fault), 1, (_, count) => count + 1);
        return fault;
    }
}
