using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>Sends a message by the kind of its address: customer service, one of the two single-use codes, or a member.</summary>
internal sealed class WeComSender(WeComOptions options, KfSender kf, Welcome welcome, MemberSender members, TimeProvider time)
{
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
            WeComAddress.Welcome => welcome.SendAsync(app, to.Rest, message, cancellationToken),
            WeComAddress.Member => members.SendAsync(app, to.Rest, message, cancellationToken),
            _ => Rejected("bad-address"),
        };
    }

    private static Task<SendResult> Rejected(string reason) => Task.FromResult<SendResult>(new SendResult.Rejected(reason));
}
