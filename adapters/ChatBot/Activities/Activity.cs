using System.Globalization;
using System.Text.Json.Nodes;

namespace Crm.Adapters.ChatBot.Activities;

/// <summary>
/// An activity as JSON, with names for the members we look at: everything else stays where it is. Absent members read as
/// empty; the types of known ones were checked when it came in.
/// </summary>
internal sealed class Activity(JsonObject json)
{
    public JsonObject Json => json;

    public string Type => Text(json, "type");

    public string Id => Text(json, "id");

    public string ChannelId => Text(json, "channelId");

    public string ServiceUrl => Text(json, "serviceUrl");

    public string Name => Text(json, "name");

    public string Action => Text(json, "action");

    public string Words => Text(json, "text");

    public string TextFormat => Text(json, "textFormat");

    public string Locale => Text(json, "locale");

    public string ReplyToId => Text(json, "replyToId");

    public bool ExpectsReplies => Text(json, "deliveryMode") == DeliveryModes.ExpectReplies;

    public JsonObject? From => json["from"] as JsonObject;

    public JsonObject? Recipient => json["recipient"] as JsonObject;

    public JsonObject? Conversation => json["conversation"] as JsonObject;

    public string FromId => Text(From, "id");

    public string RecipientId => Text(Recipient, "id");

    public string ConversationId => Text(Conversation, "id");

    public JsonObject? Value => json["value"] as JsonObject;

    public IEnumerable<JsonObject> Attachments => List("attachments");

    public IEnumerable<JsonObject> Entities => List("entities");

    public IEnumerable<JsonObject> MembersAdded => List("membersAdded");

    /// <summary>By the channel's clock; null where it says none that can be read.</summary>
    public DateTimeOffset? Timestamp =>
        DateTimeOffset.TryParse(Text(json, "timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    /// <summary>A text member; empty where it is absent or something else. Without NUL, which no store takes.</summary>
    public static string Text(JsonNode? node, string name) =>
        node is JsonObject parent && parent[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text.Replace("\0", "", StringComparison.Ordinal) : "";

    private IEnumerable<JsonObject> List(string name) => json[name] is JsonArray list ? list.OfType<JsonObject>() : [];
}
