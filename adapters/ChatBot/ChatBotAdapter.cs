using Crm.Adapters.ChatBot.BotFramework;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot;

/// <summary>Tells Bot Framework traffic (<c>messages</c>) from Direct Line traffic and hands each to its part.</summary>
internal sealed class ChatBotAdapter(MessagesEndpoint messages) : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) =>
        request.Path.Trim('/') == "messages"
            ? messages.ReceiveAsync(request, cancellationToken)
            : Task.FromResult(InboundResult.Answer(new ChannelReply(404)));

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<SendResult>(new SendResult.Rejected("not-supported"));
}
