namespace Crm.Bench.Load;

/// <summary>Every single latency of a run, in microseconds.</summary>
internal sealed class Latencies
{
    private readonly List<int> _microseconds = new(1_000_000);
    private bool _sorted;

    public int Count => _microseconds.Count;

    public void Add(TimeSpan took)
    {
        _microseconds.Add((int)Math.Min(int.MaxValue, took.TotalMicroseconds));
        _sorted = false;
    }

    /// <summary>In milliseconds; 0 without a value.</summary>
    public double Percentile(double percent)
    {
        if (Count == 0)
            return 0;
        if (!_sorted)
            _microseconds.Sort();
        _sorted = true;
        var rank = (int)Math.Ceiling(percent / 100 * Count) - 1;
        return _microseconds[Math.Clamp(rank, 0, Count - 1)] / 1000.0;
    }
}
