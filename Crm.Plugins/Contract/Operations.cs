using System.Text.Json.Serialization;

namespace Crm.Plugins.Contract;

/// <summary>
/// Optional: changes on the platform that are not messages. The host queues each one durably, retries it with back-off,
/// and tells the part of the CRM that asked how it ended.
/// </summary>
public interface IChannelOperations
{
    /// <summary>Runs one change. Called at least once per <see cref="ChannelOperation.Id"/>. A throw counts as <see cref="OperationResult.Unknown"/>.</summary>
    Task<OperationResult> RunAsync(ChannelOperation operation, CancellationToken cancellationToken);
}

/// <param name="Id">Same on every attempt.</param>
/// <param name="Account">The <see cref="ChannelAccount.Key"/> it runs in.</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record ChannelOperation(string Id, string Account, OperationRequest Request, int Attempt, DateTimeOffset? Deadline);

/// <summary>What shall change. Ids of members, contacts and groups are the platform's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "operation")]
[JsonDerivedType(typeof(SaveContactWay), "save-contact-way")]
[JsonDerivedType(typeof(RemoveContactWay), "remove-contact-way")]
[JsonDerivedType(typeof(KeepMedia), "keep-media")]
[JsonDerivedType(typeof(SetRemark), "set-remark")]
[JsonDerivedType(typeof(ChangeTags), "change-tags")]
[JsonDerivedType(typeof(SaveTag), "save-tag")]
[JsonDerivedType(typeof(RemoveTag), "remove-tag")]
[JsonDerivedType(typeof(TransferContacts), "transfer-contacts")]
[JsonDerivedType(typeof(CreateMassSend), "create-mass-send")]
[JsonDerivedType(typeof(RemindMassSend), "remind-mass-send")]
[JsonDerivedType(typeof(CancelMassSend), "cancel-mass-send")]
[JsonDerivedType(typeof(MoveSession), "move-session")]
[JsonDerivedType(typeof(SaveServiceAccount), "save-service-account")]
[JsonDerivedType(typeof(ChangeServiceStaff), "change-service-staff")]
[JsonDerivedType(typeof(UpdateCard), "update-card")]
[JsonDerivedType(typeof(PassToBot), "pass-to-bot")]
[JsonDerivedType(typeof(TellBotHandOver), "tell-bot-hand-over")]
public abstract record OperationRequest;

/// <summary>Makes a contact way, or changes the one with <paramref name="PlatformId"/>. Answered by <see cref="ContactWaySaved"/>.</summary>
/// <param name="State">At most 30 characters; comes back with every scan.</param>
/// <param name="Members">1 to 100.</param>
public sealed record SaveContactWay(string? PlatformId, string State, IReadOnlyList<string> Members, string? Remark, bool SkipVerify = true) : OperationRequest
{
    /// <summary>An earlier request since then may have made it without our knowing: look for its state before making another.</summary>
    public DateTimeOffset? MadeSince { get; init; }
}

public sealed record RemoveContactWay(string PlatformId) : OperationRequest;

/// <summary>Lays a file ready on the platform, so that a message in a hurry can carry it. Answered by <see cref="MediaKept"/>.</summary>
/// <param name="MediaId">For <see cref="IHostMedia"/>.</param>
/// <param name="Kind">As of <see cref="MessageAttachment"/>.</param>
public sealed record KeepMedia(string MediaId, string Kind) : OperationRequest;

/// <summary>Null members stay as they are; <paramref name="Phones"/> replaces all.</summary>
public sealed record SetRemark(string Member, string Contact, string? Remark, string? Description = null, string? Company = null, IReadOnlyList<string>? Phones = null) : OperationRequest;

/// <param name="Add">Platform ids of company tags.</param>
public sealed record ChangeTags(string Member, string Contact, IReadOnlyList<string> Add, IReadOnlyList<string> Remove) : OperationRequest;

/// <summary>Makes or renames a company tag. Answered by <see cref="TagSaved"/>.</summary>
public sealed record SaveTag(string? PlatformId, string? GroupId, string GroupName, string Name) : OperationRequest;

public sealed record RemoveTag(string PlatformId) : OperationRequest;

/// <summary>Hands customers over to another member; begun now, done by the platform within 24 hours. Answered by <see cref="TransferStarted"/>.</summary>
/// <param name="Contacts">At most 100.</param>
/// <param name="FromLeaver">The first member has left the company.</param>
/// <param name="Message">What the customer reads; not for leavers.</param>
public sealed record TransferContacts(string From, string To, IReadOnlyList<string> Contacts, bool FromLeaver, string? Message) : OperationRequest;

/// <summary>Asks members to send a message to their customers or groups. Answered by <see cref="MassSendCreated"/>.</summary>
/// <param name="Sender">Required for groups; else the platform picks who last talked with each customer.</param>
public sealed record CreateMassSend(
    bool ToGroups, IReadOnlyList<string> Contacts, IReadOnlyList<string> Groups, string? Sender, string Text, IReadOnlyList<MessageAttachment> Attachments) : OperationRequest;

public sealed record RemindMassSend(string PlatformId) : OperationRequest;

public sealed record CancelMassSend(string PlatformId) : OperationRequest;

/// <summary>Moves a customer-service session; the address names the account, so <see cref="ChannelOperation.Account"/> may be empty. Answered by <see cref="SessionStateSet"/>.</summary>
/// <param name="To">The conversation's <see cref="InboundItem.ReplyTo"/>.</param>
/// <param name="State"><c>bot</c>, <c>waiting</c>, <c>agent</c> or <c>ended</c>.</param>
/// <param name="Member">For <c>agent</c>.</param>
public sealed record MoveSession(string To, string State, string? Member) : OperationRequest;

/// <summary>Makes, renames or removes a customer-service account. Answered by <see cref="ServiceAccountSaved"/>.</summary>
public sealed record SaveServiceAccount(string? ServiceAccount, string? Name, bool Remove = false) : OperationRequest
{
    /// <summary>Id for <see cref="IHostMedia"/> of the account's picture; null leaves it.</summary>
    public string? AvatarMediaId { get; init; }
}

public sealed record ChangeServiceStaff(string ServiceAccount, IReadOnlyList<string> Add, IReadOnlyList<string> Remove) : OperationRequest;

/// <summary>Replaces a card after a press: its buttons become this text, or the whole card another one.</summary>
/// <param name="UpdateCode">From <see cref="CardPressed"/> or <see cref="SendResult.Sent.UpdateCode"/>; one use.</param>
public sealed record UpdateCard(string UpdateCode, IReadOnlyList<string> Members, string ButtonText, MessageCard? Card = null) : OperationRequest;

/// <summary>
/// Hands something a customer did on to the bot that answers the conversation. Those of one conversation run one at a
/// time, in order. A bot that stays away is <see cref="OperationResult.Rejected"/>: then the host looks after the customer.
/// </summary>
/// <param name="Item">The <see cref="AnsweredBy.HandOn"/> of the item.</param>
public sealed record PassToBot(string ConversationKey, string Item) : OperationRequest;

/// <summary>Tells that bot what became of a hand-over to a person.</summary>
/// <param name="State"><c>accepted</c>, <c>failed</c> or <c>completed</c>.</param>
/// <param name="Message">For <c>failed</c>: why.</param>
public sealed record TellBotHandOver(string ConversationKey, string State, string? Message) : OperationRequest;

/// <summary>How an operation ended. The adapter classifies, the host acts.</summary>
public abstract record OperationResult
{
    private OperationResult()
    {
    }

    public sealed record Done(OperationAnswer? Answer = null) : OperationResult;

    /// <summary>Nothing was changed and it may be tried again after <paramref name="After"/>.</summary>
    public sealed record Retry(TimeSpan After, string Reason) : OperationResult;

    /// <summary>Nothing was changed and trying again cannot help.</summary>
    /// <param name="Reason">A stable code such as <c>configuration</c>, <c>recipient-gone</c>, <c>quota</c>, <c>too-often</c>, <c>content</c>.</param>
    /// <param name="PlatformCode">The platform's own error number; 0 where there is none.</param>
    public sealed record Rejected(string Reason, int PlatformCode = 0) : OperationResult;

    /// <summary>It may or may not have happened: not run again blindly.</summary>
    public sealed record Unknown(string Reason) : OperationResult;
}

/// <summary>What a finished operation told.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "answer")]
[JsonDerivedType(typeof(ContactWaySaved), "contact-way")]
[JsonDerivedType(typeof(MediaKept), "media")]
[JsonDerivedType(typeof(TagSaved), "tag")]
[JsonDerivedType(typeof(TransferStarted), "transfer")]
[JsonDerivedType(typeof(MassSendCreated), "mass-send")]
[JsonDerivedType(typeof(SessionStateSet), "session")]
[JsonDerivedType(typeof(ServiceAccountSaved), "service-account")]
public abstract record OperationAnswer;

/// <param name="Url">What the picture encodes; draw it yourself.</param>
public sealed record ContactWaySaved(string PlatformId, string? Url) : OperationAnswer
{
    /// <summary>The platform's own picture, where it gives a picture rather than what it encodes.</summary>
    public MediaContent? Picture { get; init; }
}

/// <param name="Until">The platform forgets the file then.</param>
public sealed record MediaKept(DateTimeOffset Until) : OperationAnswer;

public sealed record TagSaved(string GroupId, string TagId) : OperationAnswer;

/// <param name="Refused">Contact to platform code, for those that did not begin.</param>
public sealed record TransferStarted(IReadOnlyDictionary<string, int> Refused) : OperationAnswer;

/// <param name="Refused">Contacts or groups the platform left out.</param>
public sealed record MassSendCreated(string PlatformId, IReadOnlyList<string> Refused) : OperationAnswer;

/// <param name="EventCode">As in <see cref="SessionMoved"/>.</param>
public sealed record SessionStateSet(string? EventCode, DateTimeOffset? EventCodeUntil) : OperationAnswer;

public sealed record ServiceAccountSaved(string ServiceAccount) : OperationAnswer;
