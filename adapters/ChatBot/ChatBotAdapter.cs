using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.BotFramework;
using Crm.Adapters.ChatBot.Connector;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Adapters.ChatBot.ExternalBots;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot;

/// <summary>Tells Bot Framework traffic (<c>messages</c>), Direct Line and the external bot apart and hands each to its part.</summary>
internal sealed class ChatBotAdapter(
    MessagesEndpoint messages, ReferenceSender connector, DirectLineReceiver directLine, DirectLineSender directLineOut, BotConnector bots) : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) => request.Path switch
    {
        "messages" or "messages/" => messages.ReceiveAsync(request, cancellationToken),
        _ when Below(request, DirectLineReceiver.Root + "/") => directLine.ReceiveAsync(request, cancellationToken),
        _ when Below(request, BotConnector.Root) || Below(request, BotConnector.WellKnown) => bots.ReceiveAsync(request, cancellationToken),
        _ => Task.FromResult(InboundResult.Answer(new ChannelReply(404))),
    };

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        BotAddress.Parse(message.To) is { } address ? connector.SendAsync(address, message, cancellationToken)
            : message.To.StartsWith(InboundItems.AddressPrefix, StringComparison.Ordinal) ? directLineOut.SendAsync(message, cancellationToken)
            : Task.FromResult<SendResult>(new SendResult.Rejected("not-supported"));

    private static bool Below(InboundRequest request, string root) => request.Path.StartsWith(root, StringComparison.Ordinal);
}
