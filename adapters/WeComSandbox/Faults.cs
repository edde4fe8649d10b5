namespace Crm.Adapters.WeComSandbox;

/// <summary>What shall go wrong. Everything is off at first; switches hold until they are switched back.</summary>
public sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly List<(string Call, Fault Fault)> _next = [];
    private int _lostCallbacks;
    private int _lateFailures;
    private int _lateFailureType;

    /// <summary>Each callback is posted twice, with different nonces.</summary>
    public bool DuplicateCallbacks { get; set; }

    /// <summary>Every second callback overtakes the one before it.</summary>
    public bool ReorderCallbacks { get; set; }

    /// <summary>Each page of messages begins with the last message of the page before.</summary>
    public bool DuplicateMessages { get; set; }

    /// <summary>The next page is empty although more exist; switches itself off.</summary>
    public bool EmptyPage { get; set; }

    /// <summary>A page holds no more than this, whatever was asked for.</summary>
    public int? PageSize { get; set; }

    /// <summary>How many tokens may be asked for before <c>gettoken</c> answers 45009.</summary>
    public int? TokenLimit { get; set; }

    /// <summary>How many pulls a minute may come without the token of an event; then 45009.</summary>
    public int TokenlessPullsPerMinute { get; set; } = 60;

    /// <summary>A repeated <c>msgid</c> is taken but not shown again. The real platform's behaviour is not documented.</summary>
    public bool SuppressRepeatedMessages { get; set; }

    /// <summary>A second app is sending the welcome: 41096.</summary>
    public bool WelcomeBusy { get; set; }

    /// <summary>The next calls go wrong in this way.</summary>
    /// <param name="call">Path below <c>/cgi-bin/</c>, such as <c>kf/send_msg</c>, or <c>*</c>.</param>
    public void Add(string call, Fault fault, int times = 1)
    {
        lock (_gate)
            for (var i = 0; i < times; i++)
                _next.Add((call, fault));
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

    public void Clear()
    {
        lock (_gate)
        {
            _next.Clear();
            _lateFailures = _lostCallbacks = 0;
        }

        DuplicateCallbacks = ReorderCallbacks = DuplicateMessages = EmptyPage = SuppressRepeatedMessages = WelcomeBusy = false;
        PageSize = TokenLimit = null;
        TokenlessPullsPerMinute = 60;
    }

    internal Fault? Take(string call)
    {
        lock (_gate)
        {
            var index = _next.FindIndex(next => next.Call == "*" || next.Call == call);
            if (index < 0)
                return null;
            var fault = _next[index].Fault;
            _next.RemoveAt(index);
            return fault;
        }
    }

    internal bool TakeLostCallback()
    {
        lock (_gate)
            return _lostCallbacks > 0 && _lostCallbacks-- > 0;
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
}

/// <summary>One thing going wrong with one call.</summary>
public sealed record Fault
{
    private Fault()
    {
    }

    internal int? ErrorCode { get; private init; }

    internal int? HttpStatus { get; private init; }

    internal TimeSpan Pause { get; private init; }

    internal bool Reset { get; private init; }

    internal bool Processes { get; private init; }

    /// <summary>HTTP 200 with this errcode; nothing is done.</summary>
    public static Fault Code(int errcode) => new() { ErrorCode = errcode };

    /// <summary>An HTTP status such as 502 with a page of HTML; nothing is done.</summary>
    public static Fault Http(int status) => new() { HttpStatus = status };

    /// <summary>Done, and answered late.</summary>
    public static Fault Slow(TimeSpan pause) => new() { Pause = pause, Processes = true };

    /// <summary>Done, but the connection is cut before the answer: the caller cannot know.</summary>
    public static readonly Fault ResetAfter = new() { Reset = true, Processes = true };

    /// <summary>The connection is cut and nothing was done: looks the same to the caller.</summary>
    public static readonly Fault ResetBefore = new() { Reset = true };
}
