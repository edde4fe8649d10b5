using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>What a channel's answer means for the one message it carried (spec/bot.md 3). The host keeps and repeats what may be repeated.</summary>
internal static class SendOutcome
{
    public const string RecipientGone = "recipient-gone";
    public const string Configuration = "configuration";
    public const string Content = "content";
    public const string AddressRefused = "address-refused";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <param name="answer">The last one; after 500 the call was repeated once already.</param>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="resend">A second copy does less harm than none: news of a promise.</param>
    public static SendResult From(ConnectorAnswer answer, int attempt, bool resend) => answer switch
    {
        { Ok: true } => new SendResult.Sent(answer.Id.Length == 0 ? null : answer.Id),
        { End: CallEnd.NoConnection } => new SendResult.Retry(Pause(attempt), "no-connection"),
        { End: CallEnd.NoTokenNow } => new SendResult.Retry(Pause(attempt), "login-busy"),
        { End: CallEnd.Refused } => new SendResult.Rejected(AddressRefused),
        { End: CallEnd.NoToken } => new SendResult.Rejected(Configuration),
        { End: CallEnd.Lost } => resend ? new SendResult.Retry(Pause(attempt), "no-answer") : new SendResult.Unknown("no-answer"),
        { Status: 429 } => new SendResult.Retry(answer.Wait ?? Pause(attempt), "throttled"),
        { Status: 408 or 412 or 502 or 503 or 504 } => new SendResult.Retry(answer.Wait ?? Pause(attempt), "busy"),
        { Status: 401 } => new SendResult.Rejected(Configuration),
        { Status: 403 or 404 or 410 } => new SendResult.Rejected(RecipientGone),
        { Status: >= 500 } => new SendResult.Rejected("platform-error"),
        { Status: >= 400 } => new SendResult.Rejected(Content),
        // A redirect, which is not followed.
        _ => new SendResult.Rejected(AddressRefused),
    };

    /// <summary>Full jitter: half a second, doubled with every try, up to half a minute.</summary>
    public static TimeSpan Pause(int attempt)
    {
        var most = Math.Min(LongestPause.TotalSeconds, 0.5 * Math.Pow(2, Math.Clamp(attempt - 1, 0, 10)));
        return TimeSpan.FromSeconds(most * Random.Shared.NextDouble());
    }
}
