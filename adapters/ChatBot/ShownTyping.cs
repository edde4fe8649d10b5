using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.Connector;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot;

/// <summary>Shows a customer that a person writes: on the sockets of every node, or by one call to the channel.</summary>
internal sealed class ShownTyping(DirectLineTyping directLine, ReferenceSender connector) : IChannelTyping
{
    public Task ShowAsync(TypingNotice notice, CancellationToken cancellationToken)
    {
        if (BotAddress.Parse(notice.To) is not { } address) return directLine.ShowAsync(notice, cancellationToken);
        return notice.Elsewhere ? Task.CompletedTask : connector.TypingAsync(address, notice.Speaker, cancellationToken);
    }
}
