using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>What an API answer means for the operation or the read it carried.</summary>
internal static class OperationOutcome
{
    /// <param name="done">Reads the answer of a success; null where there is nothing to read.</param>
    /// <param name="repeatable">Doing it twice does no harm, so a lost answer is simply asked for again.</param>
    public static OperationResult From(ApiAnswer answer, Func<ApiAnswer, OperationAnswer?>? done = null, bool repeatable = false) => answer switch
    {
        { Ok: true } => new OperationResult.Done(done?.Invoke(answer)),
        { Lost: true } => repeatable ? new OperationResult.Retry(Backoff.Busy, "no-answer") : new OperationResult.Unknown("no-answer"),
        { Class: ErrorClass.Transient or ErrorClass.Throttled } => new OperationResult.Retry(answer.After ?? Backoff.Busy, Reason(answer)),
        _ => new OperationResult.Rejected(Reason(answer), answer.Code),
    };

    /// <summary>The answer of a read, or the exception that says why there is none.</summary>
    public static ApiAnswer Checked(this ApiAnswer answer) => answer switch
    {
        { Ok: true } => answer,
        { Lost: true } => throw new ChannelReadException("no-answer", Backoff.Busy),
        { Class: ErrorClass.Transient or ErrorClass.Throttled } => throw new ChannelReadException(Reason(answer), answer.After ?? Backoff.Busy, answer.Code),
        _ => throw new ChannelReadException(Reason(answer), null, answer.Code),
    };

    /// <summary>A stable code by the class of the error, for what the call itself does not name better.</summary>
    internal static string Reason(ApiAnswer answer) => answer.Class switch
    {
        ErrorClass.Transient => "busy",
        ErrorClass.Throttled => "throttled",
        ErrorClass.Configuration or ErrorClass.Token or ErrorClass.Ticket => "configuration",
        ErrorClass.Recipient => "recipient-gone",
        ErrorClass.Content => "content",
        ErrorClass.Unknown => "unknown-error",
        _ => "refused",
    };
}
