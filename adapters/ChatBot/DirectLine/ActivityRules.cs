using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// What a client may post and what becomes of it before it is stored: the sender is who the token says, fields that are
/// the channel's are dropped, everything else stays as it came, unknown fields too (spec/bot.md 1 and 5).
/// </summary>
internal static class ActivityRules
{
    private const int MaxDepth = 64;
    private const int MaxUserId = 128;

    /// <summary>What a customer's client may send. Of the others some are the channel's own and the rest it does not know.</summary>
    private static readonly HashSet<string> Types =
    [
        "message", "event", "typing", "endOfConversation", "conversationUpdate", "messageReaction", "messageUpdate", "messageDelete", "invoke", "command", "commandResult", "deleteUserData",
    ];

    private static readonly string[] Dropped = ["id", "timestamp", "serviceUrl", "recipient", "callerId", "relatesTo"];

    private static readonly (string Name, JsonValueKind Kind)[] Known =
    [
        ("text", JsonValueKind.String), ("textFormat", JsonValueKind.String), ("locale", JsonValueKind.String), ("name", JsonValueKind.String), ("replyToId", JsonValueKind.String),
        ("localTimestamp", JsonValueKind.String), ("localTimezone", JsonValueKind.String), ("inputHint", JsonValueKind.String), ("speak", JsonValueKind.String),
        ("attachments", JsonValueKind.Array), ("entities", JsonValueKind.Array), ("from", JsonValueKind.Object), ("suggestedActions", JsonValueKind.Object),
    ];

    public static (JsonObject? Activity, DirectLineError? Error) Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
            return JsonNode.Parse(body, documentOptions: options) is JsonObject activity ? (activity, null) : (null, DirectLineError.Bad("The body must be one activity, a JSON object."));
        }
        catch (JsonException)
        {
            return (null, DirectLineError.Bad($"The body is no JSON, or deeper than {MaxDepth} levels."));
        }
    }

    /// <summary>Checks the activity and makes it what is stored, in place.</summary>
    /// <param name="fallbackUser">From the address of an upload.</param>
    public static (Sender? Sender, DirectLineError? Error) Clean(JsonObject activity, string conversation, Caller caller, string? fallbackUser = null)
    {
        if (Text(activity, "type") is not { Length: > 0 } type) return (null, DirectLineError.Bad("An activity needs a type."));
        if (!Types.Contains(type)) return (null, DirectLineError.Bad("This channel does not carry activities of this type."));
        foreach (var (name, kind) in Known)
            if (activity[name] is { } value && value.GetValueKind() != kind) return (null, DirectLineError.Bad($"The member {name} has the wrong type."));
        if (activity["attachments"] is JsonArray attachments && attachments.Any(attachment => attachment is not JsonObject)) return (null, DirectLineError.Bad("An attachment must be an object."));
        var from = activity["from"] as JsonObject ?? [];
        var (user, error) = User(from, caller, fallbackUser);
        if (user is null) return (null, error);
        foreach (var name in Dropped) activity.Remove(name);
        from = (JsonObject)from.DeepClone();
        from.Remove("aadObjectId");
        from["id"] = user;
        from["role"] = "user";
        activity["from"] = from;
        activity["channelId"] = "directline";
        activity["conversation"] = new JsonObject { ["id"] = conversation };
        var display = Text(from, "name") is { Length: > 0 and <= 100 } own && !string.IsNullOrWhiteSpace(own) ? own.Trim() : caller.Token?.UserName;
        return (new Sender(user, display, caller.Token?.User is not null), null);
    }

    /// <summary>A text member, or null where it is absent or no text.</summary>
    public static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static (string? User, DirectLineError? Error) User(JsonObject from, Caller caller, string? fallback)
    {
        if (caller.Token?.User is { } bound) return (bound, null);
        var user = Text(from, "id") is { Length: > 0 } own ? own : fallback;
        if (string.IsNullOrWhiteSpace(user)) return (null, DirectLineError.Bad("The activity needs from.id, or a token with a user."));
        if (user.Length > MaxUserId) return (null, DirectLineError.Bad($"A user id has at most {MaxUserId} characters."));
        if (user.StartsWith("dl_", StringComparison.Ordinal) && !caller.HasSecret) return (null, DirectLineError.Bad("Ids that begin with dl_ come from tokens only."));
        return (user, null);
    }
}

/// <param name="IsBound">The id comes from the token.</param>
internal sealed record Sender(string User, string? Name, bool IsBound);
