using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Crm.Adapters.ChatBot.Activities;

/// <summary>
/// What it takes to write into a conversation later (spec/bot.md 4): stored with the first activity, renewed with every
/// one. The activity to answer is in the <see cref="BotAddress"/>, since it differs from message to message.
/// </summary>
internal sealed record ConversationReference
{
    public required string ChannelId { get; init; }

    /// <summary>As it came; may change from one activity to the next.</summary>
    public required string ServiceUrl { get; init; }

    /// <summary>The <c>conversation</c> object with all its members.</summary>
    public required JsonObject Conversation { get; init; }

    /// <summary>Us: the <c>recipient</c> of what came in, the <c>from</c> of what goes out.</summary>
    public required JsonObject Bot { get; init; }

    /// <summary>Whoever wrote last: <c>from</c> of what came in, <c>recipient</c> of what goes out.</summary>
    public required JsonObject User { get; init; }

    /// <summary>BCP 47; null where the channel said none.</summary>
    public string? Locale { get; init; }

    /// <summary>When a token last vouched for <see cref="ServiceUrl"/>; null = never, so nothing may be sent there.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>App id of the bot that called us as a skill: the audience of our tokens towards it. Null for channels.</summary>
    public string? CallerAppId { get; init; }

    /// <summary>Why nothing can be sent any more, such as <c>ended</c> or <c>removed</c>; null while the conversation lives.</summary>
    public string? Closed { get; init; }

    /// <summary>Key of the conversation that was opened in place of a closed one; null where there is none.</summary>
    public string? MovedTo { get; init; }

    [JsonIgnore]
    public string ConversationId => (string?)Conversation["id"] ?? "";

    [JsonIgnore]
    public string Key => BotAddress.ReferenceOf(ChannelId, ConversationId);

    public string ToJson() => JsonSerializer.Serialize(this, ReferenceJson.Default.ConversationReference);

    public static ConversationReference FromJson(string json) => JsonSerializer.Deserialize(json, ReferenceJson.Default.ConversationReference)!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConversationReference))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
