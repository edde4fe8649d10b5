using System.Text.Json.Nodes;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.Activities;

/// <summary>Writes a message of ours as an activity.</summary>
internal static class ActivityWriter
{
    public static JsonObject Write(OutboundMessage message, ConversationReference to, string? replied)
    {
        var activity = new JsonObject
        {
            ["type"] = "message", ["channelId"] = to.ChannelId, ["serviceUrl"] = to.ServiceUrl, ["from"] = to.Bot.DeepClone(), ["recipient"] = to.User.DeepClone(),
            ["conversation"] = to.Conversation.DeepClone(), ["locale"] = message.Locale, ["text"] = message.Text,
        };
        if (replied is not null) activity["replyToId"] = replied;
        return activity;
    }
}
