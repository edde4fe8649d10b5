using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>Sends a message by the kind of its address: customer service, one of the two single-use codes, or a member.</summary>
internal sealed class WeComSender(WeComOptions options, WeComApi api, KfSender kf, MemberSender members, TimeProvider time)
{
    private const int WelcomeBytes = 4000;
    private const int AlreadyWelcomed = 41051;

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
        return SendOutcome.InTime(SendOutcome.From(answer), message.Deadline, time.GetUtcNow());
    }

    private Task<ApiAnswer> CallAsync<T>(WeComApp app, string path, OutboundMessage message, T body, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall(path, ApiJson.Write(body), GiveUpAt: message.Deadline), cancellationToken);

    private static Task<SendResult> Rejected(string reason) => Task.FromResult<SendResult>(new SendResult.Rejected(reason));
}
