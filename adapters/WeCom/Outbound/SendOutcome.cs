using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Operations;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>What an API answer means for the one message it carried.</summary>
internal static class SendOutcome
{
    public const string Expired = "expired";
    public const string WindowClosed = "window-closed";
    public const string MessageLimit = "message-limit";
    public const string RecipientGone = "recipient-gone";
    public const string Configuration = "configuration";
    public const string Content = "content";
    public const string Busy = "busy";

    /// <summary>How soon to come again when the usual pause would outlast the deadline.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(1);

    public static SendResult From(ApiAnswer answer) => answer switch
    {
        { Ok: true } => new SendResult.Sent(answer.Text("msgid")),
        { Lost: true } => new SendResult.Unknown("no-answer"),
        { Class: ErrorClass.Transient } => new SendResult.Retry(answer.After ?? Backoff.Busy, Busy),
        { Class: ErrorClass.Throttled } => new SendResult.Retry(answer.After ?? Backoff.Busy, "throttled"),
        // Another app is greeting this contact at this moment.
        { Code: 41096 } => new SendResult.Retry(TimeSpan.FromSeconds(1), "in-progress"),
        _ => new SendResult.Rejected(Reason(answer)),
    };

    /// <summary>A retry that would come after the deadline: sooner where the platform was only busy, else not at all.</summary>
    public static SendResult InTime(SendResult result, DateTimeOffset? deadline, DateTimeOffset now)
    {
        if (result is not SendResult.Retry retry || deadline - now is not { } left)
            return result;
        if (left <= TimeSpan.Zero)
            return new SendResult.Rejected(Expired);
        return retry.Reason == Busy && retry.After >= left ? retry with { After = ShortPause } : result;
    }

    private static string Reason(ApiAnswer answer) => answer.Code switch
    {
        95001 => MessageLimit,
        95002 or 95031 => WindowClosed,
        95013 or 95016 or 95018 or 95019 => "session-state",
        95004 or 95000 => Configuration,
        95007 or 41049 or 41050 => Expired,
        41051 => "already-welcomed",
        95008 or 95009 or 95022 or 95030 => Content,
        _ => OperationOutcome.Reason(answer),
    };
}
