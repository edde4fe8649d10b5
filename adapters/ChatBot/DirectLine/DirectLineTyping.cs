using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Typing, both ways: shown to whoever is connected, on any node, and never stored.</summary>
internal sealed class DirectLineTyping(IChannelLog log, BotActivities activities)
{
    public Task ShowAsync(TypingNotice notice, CancellationToken cancellationToken)
    {
        // The log's word crosses nodes by itself.
        if (notice.Elsewhere || !notice.To.StartsWith(InboundItems.AddressPrefix, StringComparison.Ordinal)) return Task.CompletedTask;
        var conversation = notice.To[InboundItems.AddressPrefix.Length..];
        var activity = new JsonObject { ["type"] = "typing", ["channelId"] = "directline", ["conversation"] = new JsonObject { ["id"] = conversation } };
        activities.Sign(activity, notice.Speaker);
        return log.TellAsync(conversation, activity.ToJsonString(ActivityView.Json), cancellationToken);
    }
}
