using System.Data.Common;
using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Outbox;

public enum DeliveryState
{
    Queued = 0,
    Sending = 1,
    Sent = 2,
    Dead = 3,
    Unknown = 4,
    Expired = 5,
}

/// <summary>A delivery as stored. Instants are epoch milliseconds.</summary>
public sealed record DeliveryRow(
    string Id,
    string Kind,
    string Channel,
    string To,
    string? CustomerId,
    string? ConversationId,
    string? PromiseId,
    string? EffectKey,
    string? Notice,
    string Text,
    string Args,
    string Choices,
    string Locale,
    string? FallbackChannel,
    string? FallbackAddress,
    long? Deadline,
    DeliveryState State,
    int Attempts,
    long NextAt,
    string? ProviderId,
    string? Reason,
    long CreatedAt,
    long? SentAt,
    string? Content)
{
    /// <summary>In the order of the members; every statement that yields deliveries selects these.</summary>
    internal const string Columns =
        "id, kind, channel, to_address, customer_id, conversation_id, promise_id, effect_key, notice, text, args, choices, locale, " +
        "fallback_channel, fallback_address, deadline, state, attempts, next_at, provider_id, reason, created_at, sent_at, content";

    internal static DeliveryRow Map(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), TextOrNull(row, 4), TextOrNull(row, 5), TextOrNull(row, 6), TextOrNull(row, 7),
        TextOrNull(row, 8), row.GetString(9), row.GetString(10), row.GetString(11), row.GetString(12), TextOrNull(row, 13), TextOrNull(row, 14),
        Number(row, 15), (DeliveryState)row.GetInt64(16), (int)row.GetInt64(17), row.GetInt64(18), TextOrNull(row, 19), TextOrNull(row, 20),
        row.GetInt64(21), Number(row, 22), TextOrNull(row, 23));

    internal OutboundMessage ToMessage()
    {
        var content = Content is null ? null : JsonSerializer.Deserialize<DeliveryContent>(Content, JsonSerializerOptions.Web);
        return new(
            Id, To, Text, Notice,
            JsonSerializer.Deserialize<Dictionary<string, string>>(Args, JsonSerializerOptions.Web) ?? [],
            JsonSerializer.Deserialize<List<MessageChoice>>(Choices, JsonSerializerOptions.Web) ?? [],
            Locale, Until, Attempts) { Card = content?.Card, Attachments = content?.Attachments ?? [], Speaker = content?.Speaker };
    }

    internal ChannelOperation ToOperation() => new(
        Id, To, JsonSerializer.Deserialize<OperationRequest>(Args, JsonSerializerOptions.Web) ?? throw new JsonException($"Delivery {Id} holds no operation."),
        Attempts, Until);

    private DateTimeOffset? Until => Deadline is { } deadline ? DateTimeOffset.FromUnixTimeMilliseconds(deadline) : null;

    private static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}

/// <summary>What goes with a message besides its text.</summary>
internal sealed record DeliveryContent(MessageCard? Card, IReadOnlyList<MessageAttachment> Attachments, MessageSpeaker? Speaker = null);
