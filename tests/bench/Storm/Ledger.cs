using System.Collections.Concurrent;

namespace Crm.Bench.Storm;

/// <summary>What the fake platform knows to be true, kept outside the host.</summary>
internal sealed class Ledger
{
    private long _answered;
    private long _retried;
    private long _repeated;
    private long _givenUp;
    private long _askers;

    public ConcurrentQueue<Callback> Callbacks { get; } = [];

    public ConcurrentDictionary<string, Scan> Scans { get; } = [];

    public ConcurrentDictionary<string, KfCustomer> KfCustomers { get; } = [];

    public ConcurrentDictionary<string, byte> KfMessages { get; } = [];

    public ConcurrentQueue<string> Violations { get; } = [];

    public ConcurrentDictionary<int, long> Refused { get; } = [];

    public long Answered => Interlocked.Read(ref _answered);

    public long Retried => Interlocked.Read(ref _retried);

    public long Repeated => Interlocked.Read(ref _repeated);

    public long GivenUp => Interlocked.Read(ref _givenUp);

    /// <summary>Customers who asked for a call and gave their number; each is promised one.</summary>
    public long Askers => Interlocked.Read(ref _askers);

    public void AddAsker() => Interlocked.Increment(ref _askers);

    public void AddAnswer() => Interlocked.Increment(ref _answered);

    public void AddRetry() => Interlocked.Increment(ref _retried);

    public void AddRepeat() => Interlocked.Increment(ref _repeated);

    public void AddGivenUp() => Interlocked.Increment(ref _givenUp);

    /// <param name="status">0 for a broken connection or no answer in time.</param>
    public void AddRefusal(int status) => Refused.AddOrUpdate(status, 1, (_, count) => count + 1);
}

/// <summary>One thing that happened. However often it is delivered, it happened once.</summary>
internal sealed record Callback(string App, string Inner)
{
    private int _answered;

    /// <summary>The host said 200 at least once.</summary>
    public bool Acknowledged => Volatile.Read(ref _answered) != 0;

    public void Acknowledge() => Volatile.Write(ref _answered, 1);
}

/// <summary>A customer added a member.</summary>
/// <param name="BornAt">When the code was made; it lives 20 seconds.</param>
/// <param name="Late">The callback is sent when the code is dead already.</param>
internal sealed record Scan(string Customer, string Code, DateTimeOffset BornAt, bool Late, Callback Callback)
{
    private int _calls;

    /// <summary>When the callback was to leave for the first time.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>When the platform took the welcome.</summary>
    public DateTimeOffset? WelcomedAt { get; set; }

    /// <summary>The platform itself refused or broke off a call with this code.</summary>
    public bool Disturbed { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    public int AddCall() => Interlocked.Increment(ref _calls);
}

/// <summary>A customer who writes to customer service, and what came back.</summary>
internal sealed class KfCustomer
{
    public int Written { get; set; }

    public DateTimeOffset WroteAt { get; set; }

    /// <summary>Ids of the messages the platform took, with how often each was sent.</summary>
    public Dictionary<string, int> Replies { get; } = [];

    public DateTimeOffset? RepliedAt { get; set; }

    public bool Disturbed { get; set; }
}
