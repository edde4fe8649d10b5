using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.ChatBot.Activities;
using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>What makes an activity the same again: channel, conversation and id, and what it does to that id.</summary>
internal static class ItemKeys
{
    /// <summary>Of the message with this id, also where another activity speaks of it.</summary>
    public static string Message(Activity activity) => Of("message", activity.ChannelId, activity.ConversationId, activity.Id);

    /// <summary>One greeting for a conversation, whoever announces the customer, however often.</summary>
    public static string Greeting(Activity activity) => Of("greeting", activity.ChannelId, activity.ConversationId);

    /// <summary>Of anything else: an id may be changed or reacted to many times, so the words count too. Without an id only a
    /// time stamp tells a repetition from the same words said twice.</summary>
    public static string Other(Activity activity, ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        activity.Id.Length == 0 && activity.Timestamp is null
            ? Ids.New(now)
            : Of(activity.Type, activity.ChannelId, activity.ConversationId, activity.Id, Convert.ToHexStringLower(SHA256.HashData(body.Span)));

    private static string Of(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts!))));
}
