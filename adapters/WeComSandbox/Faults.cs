namespace Crm.Adapters.WeComSandbox;

/// <summary>
/// What shall go wrong (section 8). Everything is off at first; switches hold until they are switched back.
/// <see cref="Apply"/> and <see cref="ToPlan"/> speak the JSON of README.md.
/// </summary>
public sealed partial class Faults
{
    private readonly Lock _gate = new();
    private readonly List<(string Call, Fault Fault)> _next = [];
    private readonly List<FaultRate> _rates = [];
    private Random _random = new(1);
    private int _seed = 1;
    private int _lostCallbacks;
    private int _lateFailures;
    private int _lateFailureType;

    /// <summary>The next calls go wrong in this way.</summary>
    /// <param name="call">Path below <c>/cgi-bin/</c>, such as <c>kf/send_msg</c>, or <c>*</c>.</param>
    public void Add(string call, Fault fault, int times = 1)
    {
        lock (_gate)
            for (var i = 0; i < times; i++)
                _next.Add((call, fault));
    }

    /// <summary>So many of a hundred calls go wrong in this way, drawn from <see cref="Seed"/>.</summary>
    public void AddRate(string call, Fault fault, double percent)
    {
        lock (_gate)
            _rates.Add(new FaultRate(call, fault, percent));
    }

    /// <summary>The next callbacks never leave.</summary>
    public void LoseCallbacks(int times)
    {
        lock (_gate)
            _lostCallbacks += times;
    }

    /// <summary>The next messages are accepted and fail afterwards, told by <c>msg_send_fail</c>.</summary>
    public void FailSendsLater(int failType, int times = 1)
    {
        lock (_gate)
            (_lateFailureType, _lateFailures) = (failType, times);
    }

    internal Fault? Take(string call)
    {
        lock (_gate)
        {
            var index = _next.FindIndex(next => next.Call == "*" || next.Call == call);
            if (index >= 0)
            {
                var fault = _next[index].Fault;
                _next.RemoveAt(index);
                return fault;
            }

            return _rates.Find(rate => (rate.Call == "*" || rate.Call == call) && Draw(rate.Percent))?.Fault;
        }
    }

    internal bool TakeLostCallback()
    {
        lock (_gate)
            return _lostCallbacks > 0 && _lostCallbacks-- > 0 || Draw(LosePercent);
    }

    internal bool TakeDuplicate()
    {
        lock (_gate)
            return DuplicateCallbacks || Draw(DuplicatePercent);
    }

    internal bool TakeReorder()
    {
        lock (_gate)
            return ReorderCallbacks || Draw(ReorderPercent);
    }

    internal bool TakeExpiredCode()
    {
        lock (_gate)
            return Draw(ExpiredCodePercent);
    }

    internal bool TakeEmptyPage()
    {
        var empty = EmptyPage;
        EmptyPage = false;
        return empty;
    }

    internal int? TakeLateFailure()
    {
        lock (_gate)
            return _lateFailures > 0 && _lateFailures-- > 0 ? _lateFailureType : null;
    }

    private bool Draw(double percent) => percent > 0 && _random.NextDouble() * 100 < percent;

    private sealed record FaultRate(string Call, Fault Fault, double Percent);
}
