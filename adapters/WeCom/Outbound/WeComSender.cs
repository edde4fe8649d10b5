using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>Sends a message by the kind of its address: customer service, one of the two single-use codes, or a member.</summary>
internal sealed class WeComSender(WeComOptions options, WeComApi api, KfSender kf, MemberSender members, TimeProvider time)
{
    private const int WelcomeBytes = 4000;
    private const int AlreadyWelcomed = 41051;

    /// <summary>How soon to come again when the usual pause would outlast the deadline.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(1);

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Deadline <= time.GetUtcNow())
            return Rejected(SendOutcome.Expired);
        if (WeComAddress.Parse(message.To) is not { } to)
            return Rejected("bad-address");
        if (options.Find(to.CorpKey, to.AgentKey) is not { } app)
            return Rejected(SendOutcome.Configuration);
        return to.Kind switch
        {
            WeComAddress.Kf => kf.SendAsync(app, to, message, cancellationToken),
            WeComAddress.KfEvent => kf.SendOnEventAsync(app, to.Rest, message, cancellationToken),
            WeComAddress.Welcome => SendWelcomeAsync(app, to.Rest, message, cancellationToken),
            WeComAddress.Member => members.SendAsync(app, to.Rest, message, cancellationToken),
            _ => Rejected("bad-address"),
        };
    }

    private async Task<SendResult> SendWelcomeAsync(WeComApp app, string code, OutboundMessage message, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(app, "externalcontact/send_welcome_msg", message, new
        {
            welcome_code = code,
            text = new { content = Texts.WithList(message.Text, message.Choices, WelcomeBytes) },
        }, cancellationToken);
        // Used up after a try of ours that ended badly, as with a 502 or a killed process: that try greeted.
        if (answer.Code == AlreadyWelcomed && (answer.Tries > 1 || message.Attempt > 1))
            return new SendResult.Sent(null);
        return InTime(SendOutcome.From(answer), message);
    }

    private async Task<SendResult> PostAsync<T>(WeComApp app, string path, OutboundMessage message, T body, CancellationToken cancellationToken) =>
        InTime(SendOutcome.From(await CallAsync(app, path, message, body, cancellationToken)), message);

    private SendResult InTime(SendResult result, OutboundMessage message)
    {
        if (result is not SendResult.Retry retry || message.Deadline is not { } deadline)
            return result;
        var left = deadline - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return new SendResult.Rejected(SendOutcome.Expired);
        return retry.Reason == SendOutcome.Busy && retry.After >= left ? retry with { After = ShortPause } : result;
    }

    private Task<ApiAnswer> CallAsync<T>(WeComApp app, string path, OutboundMessage message, T body, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall(path, ApiJson.Write(body), GiveUpAt: message.Deadline), cancellationToken);

    private static Task<SendResult> Rejected(string reason) => Task.FromResult<SendResult>(new SendResult.Rejected(reason));
}
