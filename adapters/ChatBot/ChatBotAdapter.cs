using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot;

/// <summary>Tells Bot Framework traffic (<c>messages</c>) from Direct Line traffic and hands each to its part.</summary>
internal sealed class ChatBotAdapter(ReferenceSender connector) : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(InboundResult.Answer(new ChannelReply(503)));

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        BotAddress.Parse(message.To) is { } address
            ? connector.SendAsync(address, message, cancellationToken)
            : Task.FromResult<SendResult>(new SendResult.Rejected("not-supported"));
}
