namespace Crm.Adapters.WeComSandbox;

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
