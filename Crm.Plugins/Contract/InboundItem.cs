namespace Crm.Plugins.Contract;

/// <summary>One thing that came in, exactly as it came (<see cref="Raw"/>) and as the adapter understood it.</summary>
public sealed record InboundItem
{
    /// <summary>Same key again on the same channel is the same thing: stored once, answered with the first receipt. At most 200 characters.</summary>
    public required string DedupKey { get; init; }

    public required InboundKind Kind { get; init; }

    /// <summary>When the person did it, by the platform's clock; the host clips the future to receipt time.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The authentic bytes: decrypted message, JSON of one pulled message, form body.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    public string RawContentType { get; init; } = "application/json";

    /// <summary>SHA-256 (hex) of what a repeated key must repeat; a differing one is reported as <see cref="CaptureReceipt.Conflict"/>.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Who it is from, strongest evidence first.</summary>
    public IReadOnlyList<ChannelIdentity> Identities { get; init; } = [];

    public string? DisplayName { get; init; }

    /// <summary>Groups messages into one conversation; null where the channel has none.</summary>
    public string? ConversationKey { get; init; }

    /// <summary>Opaque address for <see cref="OutboundMessage.To"/>; null where the channel cannot answer.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>After this instant <see cref="ReplyTo"/> is dead, as with a 20-second welcome code.</summary>
    public DateTimeOffset? ReplyUntil { get; init; }

    /// <summary>Address for <see cref="IContactDirectory.FindAsync"/>; null where nothing more can be learned.</summary>
    public string? LookupAddress { get; init; }

    public ChatMessage? Message { get; init; }

    /// <summary>An explicit wish: lead or complaint, promise and first offer are made in the capture transaction.</summary>
    public InquiryForm? Form { get; init; }

    /// <summary>Where it came from.</summary>
    public InquirySource? Source { get; init; }

    /// <summary>BCP 47, such as <c>zh-CN</c>; null where unknown.</summary>
    public string? Locale { get; init; }

    /// <summary>For <see cref="InboundKind.Malformed"/>: the reason code; for <see cref="InboundKind.DeliveryFailed"/>: why.</summary>
    public string? Fault { get; init; }

    /// <summary>What the channel tells besides a message; most come with <see cref="InboundKind.Event"/>.</summary>
    public ChannelFact? Fact { get; init; }

    /// <summary>Another bot answers this conversation: the host's own dialogs keep silent, but for danger and opt-out. Null = they answer.</summary>
    public AnsweredBy? AnsweredBy { get; init; }

    /// <summary>For <see cref="InboundKind.DeliveryFailed"/>: the <see cref="OutboundMessage.Id"/> that did not arrive.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>
    /// The caller waits for the answer: a message or a first greeting is handled in the transaction that stores it, after whatever
    /// still waits of its conversation, and what was said to <see cref="ReplyTo"/> is in <see cref="CaptureReceipt.Replies"/> instead of being sent.
    /// </summary>
    public bool Inline { get; init; }

    /// <summary>Values of the plugin's own <see cref="IPluginState"/>, set in the same transaction, unless the item is a duplicate.</summary>
    public IReadOnlyList<StateValue> Keep { get; init; } = [];

    /// <summary>
    /// Added to <see cref="IChannelLog"/> in the same transaction, at most one in a result. Where it cannot be added
    /// nothing of the whole result is stored: every receipt then says so in <see cref="CaptureReceipt.Log"/>.
    /// </summary>
    public LogEntry? Log { get; init; }
}

/// <summary>Kinds of inbound item. The first four are inquiries and get exactly one disposition.</summary>
public enum InboundKind
{
    /// <summary>A customer wrote.</summary>
    Message,
    /// <summary>A form or API call with an explicit wish.</summary>
    Form,
    /// <summary>A prospect of a lead format such as ADF.</summary>
    Prospect,
    /// <summary>A customer added one of our people, for example by scanning a code.</summary>
    ContactAdded,
    /// <summary>A customer opened a conversation without a word yet.</summary>
    SessionEntered,
    /// <summary>A relation ended.</summary>
    ContactLost,
    /// <summary>One of our people wrote to the customer in the platform's own client.</summary>
    StaffMessage,
    /// <summary>The platform reports later that a message of ours did not arrive.</summary>
    DeliveryFailed,
    /// <summary>Authentic, stored, nothing to do yet.</summary>
    Event,
    /// <summary>Authentic but unreadable: quarantined for a person to look at.</summary>
    Malformed,
    /// <summary>The other bot of <see cref="InboundItem.AnsweredBy"/> wrote to the customer.</summary>
    BotMessage,
}

/// <summary>A bot that is not the host's.</summary>
/// <param name="Account">The adapter's own name for it; comes back as <see cref="ChannelOperation.Account"/>.</param>
/// <param name="HandOn">What <see cref="PassToBot"/> is to carry for this item, in the adapter's own words; null where there is nothing to hand on.</param>
public sealed record AnsweredBy(string Account, string? HandOn);

/// <summary>Evidence of who somebody is.</summary>
/// <param name="Kind"><c>channel</c> (an id that is unique on its own, such as <c>wecom:ww1:wm2</c>), <c>unionid</c>, <c>phone</c> or <c>email</c>.</param>
/// <param name="Value">As received; the host normalises phones to E.164.</param>
public sealed record ChannelIdentity(string Kind, string Value);

/// <param name="Kind"><c>text</c>, <c>image</c>, <c>voice</c>, <c>video</c>, <c>file</c>, <c>location</c>, <c>link</c>, <c>card</c>, <c>other</c>.</param>
/// <param name="Text">Text to show; for other kinds a caption or empty.</param>
/// <param name="MediaRef">Opaque reference to fetch the media later.</param>
/// <param name="ChoiceId">Id of the menu item the customer tapped.</param>
public sealed record ChatMessage(string Kind, string Text, string? MediaRef = null, string? ChoiceId = null);

/// <summary>Where an inquiry came from; null members are unknown.</summary>
public sealed record InquirySource(string? Campaign, string? Scene)
{
    /// <summary>What else the platform told of it, such as the parameter of a link or the video channel's name.</summary>
    public string? Detail { get; init; }
}

/// <summary>An explicit wish, as a form gives it. Strings are trimmed, not otherwise changed.</summary>
/// <param name="Kind">lead, complaint, callback, service-booking, finance, product-question or feedback.</param>
/// <param name="Region">GB/T 2260 code or free text.</param>
/// <param name="PreferredTime">Slot start the customer asked for.</param>
public sealed record InquiryForm(
    string Kind,
    string? Name,
    string? Phone,
    string? Email,
    string? Region,
    string? Brand,
    string? Series,
    string? Model,
    string? Message,
    DateTimeOffset? PreferredTime,
    IReadOnlyList<ConsentGiven> Consents);

/// <summary>A consent the customer gave, with the version of the text shown.</summary>
public sealed record ConsentGiven(string Purpose, string Channel, string TextVersion);

/// <summary>What became of one <see cref="InboundItem"/>, known after the commit.</summary>
/// <param name="InquiryId">Id of the stored row.</param>
/// <param name="Duplicate">The key was known: nothing new was stored, the other members are the first receipt's.</param>
/// <param name="Conflict">The key was known with another fingerprint.</param>
/// <param name="Disposition">lead, complaint, attached, conversation, quarantined; null while a worker has yet to decide.</param>
public sealed record CaptureReceipt(
    string InquiryId,
    bool Duplicate,
    bool Conflict,
    string? Disposition = null,
    string? LeadId = null,
    string? ComplaintId = null,
    PromiseReceipt? Promise = null,
    IReadOnlyList<string>? Warnings = null)
{
    /// <summary>What to answer an item of <see cref="InboundItem.Inline"/>; the same again for a duplicate.</summary>
    public IReadOnlyList<OutboundMessage> Replies { get; init; } = [];

    /// <summary>What became of <see cref="InboundItem.Log"/>; null where there was none.</summary>
    public LogReceipt? Log { get; init; }
}

/// <summary>A promise that is already committed, so it may be told.</summary>
/// <param name="Text">The sentence for the customer, in the item's locale.</param>
public sealed record PromiseReceipt(string Id, DateTimeOffset WindowStart, DateTimeOffset DueAt, string TimeZone, string Text);
