using System.Net;
using Crm.Adapters.WeCom.Mapping;
using Crm.Adapters.WeCom.Outbound;
using Crm.Adapters.WeCom.Wire;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom;

/// <summary>
/// The callback URL of every configured app, and the way out to customers and members. A callback is verified,
/// decrypted, read and handed to the host to be stored; nothing is called while the platform waits.
/// </summary>
internal sealed class WeComAdapter(WeComOptions options, WeComSender sender, ILogger<WeComAdapter> logger) : IChannelAdapter
{
    private static readonly byte[] RefusedText = "refused"u8.ToArray();
    private static readonly ChannelReply Accepted = new(200);
    private static readonly ChannelReply SuiteAccepted = new(200, "text/plain", "success"u8.ToArray());

    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Receive(request));

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        sender.SendAsync(message, cancellationToken);

    private InboundResult Receive(InboundRequest request)
    {
        var app = options.Find(
            request.RouteValues.GetValueOrDefault("corp", ""), request.RouteValues.GetValueOrDefault("agent", ""));
        if (app is null)
            return Refuse(Refusal.UnknownReceiver, "unknown", request);
        if (request.Method is not ("GET" or "POST"))
            return Refuse(Refusal.BadMethod, app.Name, request);
        if (!CallbackQuery.TryRead(request.Query, out var query))
            return Refuse(Refusal.MissingParameter, app.Name, request);
        return request.Method == "GET" ? Verify(app, query, request) : Deliver(app, query, request);
    }

    /// <summary>The answer is exactly the decrypted bytes: no quotes, no byte order mark, no line end.</summary>
    private InboundResult Verify(WeComApp app, in CallbackQuery query, InboundRequest request)
    {
        if (!CallbackQuery.TryGet(request.Query, "echostr", out var echo))
            return Refuse(Refusal.MissingParameter, app.Name, request);
        var refusal = CallbackReader.TryVerify(app, echo, query, request.ReceivedAt, options.TimestampWindowSeconds, out var message);
        return refusal == Refusal.None
            ? InboundResult.Answer(new ChannelReply(200, "text/plain", message))
            : Refuse(refusal, app.Name, request);
    }

    private InboundResult Deliver(WeComApp app, in CallbackQuery query, InboundRequest request)
    {
        if (request.Body.Length > options.MaxBodyBytes)
            return Refuse(Refusal.BodyTooLarge, app.Name, request);
        var refusal = CallbackReader.TryOpen(
            app, request.Body, query, request.ReceivedAt, options.TimestampWindowSeconds, out var message, out var inner);
        // A shared app's people write to the maker's callback; the message names their company.
        if (refusal == Refusal.WrongReceiveId && inner is not null && options.SharedBy(app).FirstOrDefault(shared => inner.IsFor(shared.CorpId)) is { } dealers)
            (app, refusal) = (dealers, Refusal.None);
        if (refusal == Refusal.BadInnerMessage)
            return Quarantine(app, message, request);
        if (refusal != Refusal.None)
            return Refuse(refusal, app.Name, request);
        WeComMetrics.Accepted();
        var reply = inner!.IsSuite ? SuiteAccepted : Accepted;
        return new InboundResult
        {
            Items = [CallbackMapper.Item(app, inner, message, request.ReceivedAt, options.WelcomeEnabled)],
            Wakes = CallbackMapper.Wake(app, inner) is { } wake ? [wake] : [],
            Reply = _ => reply,
        };
    }

    private InboundResult Quarantine(WeComApp app, ReadOnlyMemory<byte> message, InboundRequest request)
    {
        Count(Refusal.BadInnerMessage, app.Name, request.RemoteAddress);
        return new InboundResult { Items = [CallbackMapper.Malformed(app, message, request.ReceivedAt)], Reply = _ => Accepted };
    }

    /// <summary>One body for all: the reason is for our log, not for the caller.</summary>
    private InboundResult Refuse(Refusal refusal, string app, InboundRequest request)
    {
        Count(refusal, app, request.RemoteAddress);
        return InboundResult.Answer(new ChannelReply(refusal.Status(request.Method == "GET"), "text/plain", RefusedText));
    }

    private void Count(Refusal refusal, string app, IPAddress? peer)
    {
        WeComMetrics.Refused(refusal);
        logger.LogWarning("Callback refused: {Reason} for {App} from {Peer}", refusal.Code(), app, peer);
    }
}
