using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Crm.Adapters.ChatBot.Activities;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>
/// From bytes to an activity. Unknown members are kept; a known one of the wrong type is refused (A2003), and so is
/// what cannot be placed: no type, no channel, no sender, no conversation.
/// </summary>
internal static class ActivityReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private static readonly string[] Texts =
    [
        "type", "id", "timestamp", "localTimestamp", "localTimezone", "callerId", "serviceUrl", "channelId", "textFormat", "attachmentLayout", "topicName",
        "locale", "text", "speak", "inputHint", "action", "replyToId", "label", "valueType", "name", "code", "expiration", "importance", "deliveryMode",
    ];

    private static readonly string[] Objects = ["from", "conversation", "recipient", "suggestedActions", "relatesTo", "semanticAction"];

    private static readonly string[] Lists =
        ["membersAdded", "membersRemoved", "reactionsAdded", "reactionsRemoved", "attachments", "entities", "listenFor", "textHighlights"];

    public static (Activity? Activity, Refusal? Refusal) Read(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) return Refuse("The body is no UTF-8.");
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(body.Span, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return Refuse("The body is no JSON of at most 64 levels.");
        }

        if (node is not JsonObject json) return Refuse("The body is no activity.");
        if (Wrong(json) is { } name) return Refuse($"'{name}' has the wrong type.");
        return (new Activity(json), null);
    }

    /// <summary>What an activity needs before anything can be done with it; asked after the token is known to fit.</summary>
    public static Refusal? Missing(Activity activity) =>
        activity.Type.Length == 0 ? Refusal.BadArgument("'type' is missing.")
        : activity.ChannelId.Length == 0 ? Refusal.BadArgument("'channelId' is missing.")
        : activity.ConversationId.Length == 0 ? Refusal.BadArgument("'conversation.id' is missing.")
        : activity.FromId.Length == 0 ? Refusal.BadArgument("'from.id' is missing.")
        : activity is { Type: ActivityTypes.Event or ActivityTypes.Invoke, Name.Length: 0 } ? Refusal.BadArgument("'name' is missing.")
        : null;

    private static string? Wrong(JsonObject json)
    {
        foreach (var (name, value) in json)
        {
            var wanted = Array.IndexOf(Texts, name) >= 0 ? JsonValueKind.String
                : Array.IndexOf(Objects, name) >= 0 ? JsonValueKind.Object
                : Array.IndexOf(Lists, name) >= 0 ? JsonValueKind.Array
                : JsonValueKind.Undefined;
            if (wanted != JsonValueKind.Undefined && value is not null && value.GetValueKind() != wanted) return name;
        }

        foreach (var account in (ReadOnlySpan<string>)["from", "recipient", "conversation"])
            foreach (var name in (ReadOnlySpan<string>)["id", "name", "role"])
                if (json[account]?[name] is { } value && value.GetValueKind() != JsonValueKind.String) return $"{account}.{name}";
        return null;
    }

    private static (Activity?, Refusal?) Refuse(string message) => (null, Refusal.BadArgument(message));
}
