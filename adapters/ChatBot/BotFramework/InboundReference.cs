using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Activities;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>The reference an activity renews.</summary>
internal static class InboundReference
{
    // A value of plugin state holds 64 KiB; what a channel packs into these objects beyond this is not needed to write to it.
    private const int LargestPart = 12 * 1024;

    /// <param name="user">Who to write to, where that is not <c>from</c>.</param>
    /// <param name="closed">Why the conversation ends with this activity; null otherwise.</param>
    public static ConversationReference Of(Activity activity, Caller caller, DateTimeOffset now, JsonObject? user = null, string? closed = null) => new()
    {
        ChannelId = activity.ChannelId,
        ServiceUrl = activity.ServiceUrl,
        Conversation = Part(activity.Conversation),
        Bot = Part(activity.Recipient),
        User = Part(user ?? activity.From),
        Locale = activity.Locale.Length > 0 ? activity.Locale : null,
        VerifiedAt = IsVouchedFor(activity, caller) ? now : null,
        CallerAppId = caller.Kind == CallerKind.Skill ? caller.AppId : null,
        Closed = closed,
    };

    /// <summary>A channel's token names the address; the emulator and other bots hold a secret of ours; where nobody is checked, only this machine counts.</summary>
    private static bool IsVouchedFor(Activity activity, Caller caller) =>
        activity.ServiceUrl.Length > 0
        && (caller.Kind != CallerKind.Anonymous || (Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var address) && address.IsLoopback));

    private static JsonObject Part(JsonObject? part)
    {
        if (part is null) return [];
        if (part.ToJsonString().Length <= LargestPart) return (JsonObject)part.DeepClone();
        return new JsonObject { ["id"] = Activity.Text(part, "id"), ["name"] = Activity.Text(part, "name") };
    }
}
