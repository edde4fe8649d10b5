namespace Crm.Adapters.ChatBot.Activities;

/// <summary>The values of <c>type</c> (Activity schema 3.1.12).</summary>
internal static class ActivityTypes
{
    public const string Message = "message";
    public const string ConversationUpdate = "conversationUpdate";
    public const string Event = "event";
    public const string Invoke = "invoke";
    public const string Typing = "typing";
    public const string EndOfConversation = "endOfConversation";
    public const string MessageReaction = "messageReaction";
    public const string MessageUpdate = "messageUpdate";
    public const string MessageDelete = "messageDelete";
    public const string InstallationUpdate = "installationUpdate";
    public const string ContactRelationUpdate = "contactRelationUpdate";
    public const string Handoff = "handoff";
    public const string Trace = "trace";
    public const string DeleteUserData = "deleteUserData";
}

/// <summary>The values of <c>channelId</c> that something depends on.</summary>
internal static class Channels
{
    public const string DirectLine = "directline";
    public const string WebChat = "webchat";
    public const string Emulator = "emulator";
    public const string Teams = "msteams";
}

internal static class DeliveryModes
{
    public const string ExpectReplies = "expectReplies";
}
