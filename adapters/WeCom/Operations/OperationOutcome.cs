using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>What an API answer means for the operation or the read it carried.</summary>
internal static class OperationOutcome
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(30);

    /// <param name="done">Reads the answer of a success; null where there is nothing to read.</param>
    /// <param name="repeatable">Doing it twice does no harm, so a lost answer is simply asked for again.</param>
    public static OperationResult From(ApiAnswer answer, Func<ApiAnswer, OperationAnswer?>? done = null, bool repeatable = false) => answer switch
    {
        { Ok: true } => new OperationResult.Done(done?.Invoke(answer)),
        { Lost: true } => repeatable ? new OperationResult.Retry(BusyPause, "no-answer") : new OperationResult.Unknown("no-answer"),
        { Class: ErrorClass.Transient or ErrorClass.Throttled } => new OperationResult.Retry(answer.After ?? BusyPause, Reason(answer)),
        _ => new OperationResult.Rejected(Reason(answer), answer.Code),
    };

    /// <summary>The answer of a read, or the exception that says why there is none.</summary>
    public static ApiAnswer Checked(this ApiAnswer answer) => answer switch
    {
        { Ok: true } => answer,
        { Lost: true } => throw new ChannelReadException("no-answer", BusyPause),
        { Class: ErrorClass.Transient or ErrorClass.Throttled } => throw new ChannelReadException(Reason(answer), answer.After ?? BusyPause, answer.Code),
        _ => throw new ChannelReadException(Reason(answer), null, answer.Code),
    };

    private static string Reason(ApiAnswer answer) => answer.Class switch
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
