using System.Collections.Concurrent;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>Calls per minute of one company and one API (4.9); a block lasts a minute. And calls at once (45033).</summary>
internal sealed class RateLimits(TimeProvider time, Faults faults)
{
    private readonly Dictionary<(string Corp, string Call), Window> _windows = [];
    private readonly ConcurrentDictionary<string, int> _running = new(StringComparer.Ordinal);

    public void Count(string corp, string call)
    {
        var now = time.GetUtcNow();
        if (!_windows.TryGetValue((corp, call), out var window))
            _windows[(corp, call)] = window = new Window();
        if (now < window.BlockedUntil)
            throw new WeComError(45009, "api freq out of limit");
        if (now - window.From >= TimeSpan.FromMinutes(1))
            (window.From, window.Count) = (now, 0);
        if (++window.Count <= faults.CallsPerMinute)
            return;
        window.BlockedUntil = now.AddMinutes(1);
        throw new WeComError(45009, "api freq out of limit");
    }

    public bool Enter(string call)
    {
        var running = _running.AddOrUpdate(call, 1, (_, count) => count + 1);
        if (faults.MostParallelCalls is not { } most || running <= most)
            return true;
        Leave(call);
        return false;
    }

    public void Leave(string call) => _running.AddOrUpdate(call, 0, (_, count) => count - 1);

    private sealed class Window
    {
        public DateTimeOffset From { get; set; }

        public DateTimeOffset BlockedUntil { get; set; }

        public int Count { get; set; }
    }
}
