namespace Crm.Plugins.Contract;

/// <summary>One message to one person on one channel.</summary>
/// <param name="Id">Same on every attempt, at most 32 characters of <c>[0-9a-zA-Z_-]</c>: the idempotency key.</param>
/// <param name="To">The <see cref="InboundItem.ReplyTo"/> of the conversation, a <see cref="MemberAddress"/>, or a phone number in E.164 for SMS.</param>
/// <param name="Text">Ready to show, in <paramref name="Locale"/>.</param>
/// <param name="Notice">Which notice this is, such as <c>promise-made</c>; gateways with approved templates choose by it. Null for free text.</param>
/// <param name="Values">The notice's values by name, for such templates.</param>
/// <param name="Choices">Answers to offer, in order; a channel without menus writes them as a numbered list.</param>
/// <param name="Deadline">Pointless after this instant: answer <see cref="SendResult.Rejected"/> with <c>expired</c>.</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record OutboundMessage(
    string Id,
    string To,
    string Text,
    string? Notice,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<MessageChoice> Choices,
    string Locale,
    DateTimeOffset? Deadline,
    int Attempt)
{
    /// <summary>For our own people; <see cref="Text"/> then says the same for channels without cards.</summary>
    public MessageCard? Card { get; init; }

    /// <summary>In the order to show, after the text.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>The promise a notice is about, as it stands when it is sent; null where it is about none.</summary>
    public MessagePromise? Promise { get; init; }

    /// <summary>Whose words these are; null for the bot's.</summary>
    public MessageSpeaker? Speaker { get; init; }
}

/// <summary>A committed promise, for channels that can show more of it than words.</summary>
/// <param name="TimeZone">IANA name the times are told in.</param>
/// <param name="State">Such as <c>scheduled</c>, <c>kept</c> or <c>broken</c>.</param>
public sealed record MessagePromise(string Id, DateTimeOffset WindowStart, DateTimeOffset DueAt, string TimeZone, string State);

/// <summary>How the host addresses one of our people on its own accord; the same address is the <see cref="InboundItem.ReplyTo"/> of what they write.</summary>
public static class MemberAddress
{
    /// <param name="account">The <see cref="ChannelAccount.Key"/>.</param>
    /// <param name="member">By the platform's own id, in lower case.</param>
    public static string Of(string account, string member) => $"member/{account}/{member}";
}

/// <param name="Id">Comes back as <see cref="ChatMessage.ChoiceId"/>; 1 to 64 bytes.</param>
public sealed record MessageChoice(string Id, string Title);

/// <summary>How a send ended. The adapter classifies, the host acts.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The platform took it.</summary>
    public sealed record Sent(string? ProviderId) : SendResult
    {
        /// <summary>Updates the card once, without anybody having pressed it; null where the platform gave none.</summary>
        public string? UpdateCode { get; init; }
    }

    /// <summary>It did not arrive and may be tried again after <paramref name="After"/>.</summary>
    public sealed record Retry(TimeSpan After, string Reason) : SendResult;

    /// <summary>It did not arrive and trying again cannot help; the host looks for another channel.</summary>
    /// <param name="Reason">A stable code such as <c>window-closed</c>, <c>recipient-gone</c>, <c>expired</c>, <c>configuration</c>, <c>content</c>.</param>
    public sealed record Rejected(string Reason) : SendResult;

    /// <summary>It may or may not have arrived: not sent again blindly.</summary>
    public sealed record Unknown(string Reason) : SendResult;
}
