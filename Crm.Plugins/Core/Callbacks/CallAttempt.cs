namespace Crm.Plugins.Core.Callbacks;

/// <summary>How a call ended. Power off and unreachable count as no answer; a refusal was a talk.</summary>
public enum CallResult
{
    Connected,
    NoAnswer,
    Busy,
    Voicemail,
    WrongNumber,
    Refused,
    /// <summary>The customer called us first: no attempt of ours, but the talk that was promised (C-06).</summary>
    CustomerCalled,
    /// <summary>Started, and nobody said in a sensible time how it ended. Written by the clock only.</summary>
    Abandoned,
}

/// <summary>One try by a person to call.</summary>
/// <param name="RingSeconds">Null = not known.</param>
/// <param name="Result">Null = the call is still running, or nobody has said yet.</param>
/// <param name="Manual">Entered by hand, without telephony's word.</param>
public sealed record CallAttempt(DateTimeOffset StartedAt, int? RingSeconds, CallResult? Result, bool Manual = false)
{
    /// <summary>Ringing shorter than this is no honest attempt (C-06).</summary>
    public const int HonestRing = 15;

    /// <summary>The customer and we were on the line.</summary>
    public bool Talked => Result is CallResult.Connected or CallResult.Refused or CallResult.CustomerCalled;

    /// <summary>
    /// Whether it counts as an attempt (C-06, C-07): it connected, or it rang at least 15 seconds. An entry by hand
    /// counts only where no telephony is connected; then nobody counted the rings, so silence about them is accepted,
    /// but a stated short ring is not.
    /// </summary>
    public bool Counts(bool telephony)
    {
        if (Result is null or CallResult.Abandoned or CallResult.CustomerCalled || (Manual && telephony))
            return false;
        if (Talked)
            return true;
        return Result is not CallResult.Busy && (RingSeconds is { } rang ? rang >= HonestRing : Manual);
    }
}
