using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Outbox;

/// <summary>Work for a plugin, queued in the transaction that wants it.</summary>
/// <param name="Channel">Plugin id.</param>
/// <param name="To">Address as the adapter gave it, or a phone number in E.164.</param>
public sealed record NewDelivery(string Channel, string To)
{
    public string Text { get; init; } = "";

    public string? CustomerId { get; init; }

    /// <summary>Messages of one conversation leave in the order they were queued, one at a time.</summary>
    public string? ConversationId { get; init; }

    public string? PromiseId { get; init; }

    /// <summary>Names the effect, such as promise and notice: a second delivery with the same key is not made.</summary>
    public string? EffectKey { get; init; }

    public string? Notice { get; init; }

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<MessageChoice> Choices { get; init; } = [];

    public MessageCard? Card { get; init; }

    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>Whose words these are; null for the bot's.</summary>
    public MessageSpeaker? Speaker { get; init; }

    public string Locale { get; init; } = "zh-CN";

    /// <summary>Where it goes if this channel cannot carry it; both or neither.</summary>
    public string? FallbackChannel { get; init; }

    public string? FallbackAddress { get; init; }

    /// <summary>Pointless after this instant.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Not before this instant; null = at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
