using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>Sends a message by the kind of its address: customer service, one of the two single-use codes, or a member.</summary>
internal sealed class WeComSender(WeComOptions options, WeComApi api, KfWindow window, MemberSender members, TimeProvider time)
{
    private const int WelcomeBytes = 4000;

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
            WeComAddress.Kf => SendKfAsync(app, to, message, cancellationToken),
            WeComAddress.KfEvent => SendOnEventAsync(app, to.Rest, message, cancellationToken),
            WeComAddress.Welcome => SendWelcomeAsync(app, to.Rest, message, cancellationToken),
            WeComAddress.Member => members.SendAsync(app, to.Rest, message, cancellationToken),
            _ => Rejected("bad-address"),
        };
    }

    private async Task<SendResult> SendKfAsync(WeComApp app, WeComAddress to, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (to.KfParties() is not var (account, customer))
            return new SendResult.Rejected("bad-address");
        if (await window.TakeAsync(app.CorpId, account, customer, message.Id, cancellationToken) is { } refusal)
            return new SendResult.Rejected(refusal);
        var content = KfContent.Of(message);
        var result = await PostAsync(app, "kf/send_msg", message, new
        {
            touser = customer,
            open_kfid = account,
            msgid = message.Id,
            msgtype = content.MsgType,
            text = content.Text,
            msgmenu = content.MsgMenu,
        }, cancellationToken);
        if (result is SendResult.Retry or SendResult.Rejected)
            await window.GiveBackAsync(app.CorpId, account, customer, message.Id, cancellationToken);
        return result;
    }

    private Task<SendResult> SendOnEventAsync(WeComApp app, string code, OutboundMessage message, CancellationToken cancellationToken)
    {
        var content = KfContent.Of(message);
        return PostAsync(app, "kf/send_msg_on_event", message, new
        {
            code,
            msgid = message.Id,
            msgtype = content.MsgType,
            text = content.Text,
            msgmenu = content.MsgMenu,
        }, cancellationToken);
    }

    private Task<SendResult> SendWelcomeAsync(WeComApp app, string code, OutboundMessage message, CancellationToken cancellationToken) =>
        PostAsync(app, "externalcontact/send_welcome_msg", message, new
        {
            welcome_code = code,
            text = new { content = Texts.WithList(message.Text, message.Choices, WelcomeBytes) },
        }, cancellationToken);

    private async Task<SendResult> PostAsync<T>(WeComApp app, string path, OutboundMessage message, T body, CancellationToken cancellationToken)
    {
        var result = SendOutcome.From(await CallAsync(app, path, message, body, cancellationToken));
        return result is SendResult.Retry && message.Deadline <= time.GetUtcNow() ? new SendResult.Rejected(SendOutcome.Expired) : result;
    }

    private Task<ApiAnswer> CallAsync<T>(WeComApp app, string path, OutboundMessage message, T body, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall(path, ApiJson.Write(body), GiveUpAt: message.Deadline), cancellationToken);

    private static Task<SendResult> Rejected(string reason) => Task.FromResult<SendResult>(new SendResult.Rejected(reason));
}
