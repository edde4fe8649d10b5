using Crm.Adapters.ChatBot.BotFramework;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot;

/// <summary>Tells Bot Framework traffic (<c>messages</c>) from Direct Line traffic and hands each to its part.</summary>
internal sealed class ChatBotAdapter(MessagesEndpoint messages, DirectLineReceiver directLine, DirectLineSender directLineOut) : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) => request.Path switch
    {
        "messages" or "messages/" => messages.ReceiveAsync(request, cancellationToken),
        _ when request.Path.StartsWith(DirectLineReceiver.Root + "/", StringComparison.Ordinal) => directLine.ReceiveAsync(request, cancellationToken),
        _ => Task.FromResult(InboundResult.Answer(new ChannelReply(404))),
    };

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        message.To.StartsWith(InboundItems.AddressPrefix, StringComparison.Ordinal)
            ? directLineOut.SendAsync(message, cancellationToken)
            : Task.FromResult<SendResult>(new SendResult.Rejected("not-supported"));
}
