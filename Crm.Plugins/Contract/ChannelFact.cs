using System.Text.Json.Serialization;

namespace Crm.Plugins.Contract;

/// <summary>
/// What a channel tells besides messages: who is linked with whom, who is there to serve, what became of a card or a
/// group. Carried by <see cref="InboundItem.Fact"/>, stored with the item, told to every part of the CRM that cares.
/// Members are our people on the platform, by the platform's own id in lower case.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(MemberLinked), "member-linked")]
[JsonDerivedType(typeof(MemberUnlinked), "member-unlinked")]
[JsonDerivedType(typeof(LinkChanged), "link-changed")]
[JsonDerivedType(typeof(TransferRefused), "transfer-refused")]
[JsonDerivedType(typeof(SessionMoved), "session-moved")]
[JsonDerivedType(typeof(MemberAvailability), "member-availability")]
[JsonDerivedType(typeof(MessageRecalled), "message-recalled")]
[JsonDerivedType(typeof(MessageEdited), "message-edited")]
[JsonDerivedType(typeof(ErasureAsked), "erasure-asked")]
[JsonDerivedType(typeof(HandOverAsked), "hand-over-asked")]
[JsonDerivedType(typeof(SurveyAnswered), "survey-answered")]
[JsonDerivedType(typeof(CardPressed), "card-pressed")]
[JsonDerivedType(typeof(MemberWrote), "member-wrote")]
[JsonDerivedType(typeof(GroupChanged), "group-changed")]
[JsonDerivedType(typeof(TagsChanged), "tags-changed")]
[JsonDerivedType(typeof(AccountsChanged), "accounts-changed")]
public abstract record ChannelFact;

/// <summary>A customer added one of our people.</summary>
/// <param name="Account">The adapter's name for the app it came through, such as <c>maker/crm</c>.</param>
/// <param name="Contact">The customer's id in that account's company.</param>
/// <param name="Half">The customer may write, the member has yet to accept.</param>
public sealed record MemberLinked(string Account, string Member, string Contact, bool Half, string? State) : ChannelFact
{
    /// <summary>Reaches the member, as <see cref="OutboundMessage.To"/>; null where the app may not write to members.</summary>
    public string? MemberAddress { get; init; }
}

/// <summary>A customer and one of our people are no longer linked.</summary>
/// <param name="By"><c>customer</c>, <c>member</c> or <c>transfer</c>.</param>
public sealed record MemberUnlinked(string Account, string Member, string Contact, string By) : ChannelFact;

/// <summary>Remark or tags of a link were changed on the platform: read them again.</summary>
public sealed record LinkChanged(string Account, string Member, string Contact) : ChannelFact;

/// <param name="Reason"><c>customer-refused</c> or <c>customer-limit-exceeded</c>.</param>
public sealed record TransferRefused(string Account, string Member, string Contact, string Reason) : ChannelFact;

/// <summary>The platform's own hand-over state of a customer-service session.</summary>
/// <param name="State"><c>bot</c>, <c>waiting</c>, <c>agent</c> or <c>ended</c>.</param>
/// <param name="Member">Who has it now; null where nobody has.</param>
/// <param name="EventCode">Single-use address for one message about this change, as <see cref="OutboundMessage.To"/>; null where there is none.</param>
/// <param name="EventCodeUntil">After this instant the code is dead.</param>
public sealed record SessionMoved(string State, string? Member, string? PreviousMember, string? EventCode, DateTimeOffset? EventCodeUntil) : ChannelFact;

/// <summary>Whether one of our people takes customer-service sessions, as set on the platform.</summary>
/// <param name="ServiceAccount">The customer-service account, by the platform's id.</param>
public sealed record MemberAvailability(string Account, string ServiceAccount, string Member, bool Available) : ChannelFact;

/// <summary>A message was taken back. It is marked, not deleted.</summary>
/// <param name="MessageKey">The <see cref="InboundItem.DedupKey"/> of the message.</param>
/// <param name="By"><c>customer</c> or <c>member</c>.</param>
public sealed record MessageRecalled(string MessageKey, string By) : ChannelFact;

/// <summary>A message was changed by who wrote it. What it said before stays in the audit copy; nobody answers it again.</summary>
/// <param name="MessageKey">The <see cref="InboundItem.DedupKey"/> of the message.</param>
/// <param name="Text">What it says now.</param>
public sealed record MessageEdited(string MessageKey, string Text) : ChannelFact;

/// <summary>The other bot of <see cref="InboundItem.AnsweredBy"/> wants a person to take over. Answered by <see cref="TellBotHandOver"/>.</summary>
/// <param name="Reason"><c>complaint</c>, <c>vip</c>, <c>bot-failed</c> or <c>user-asked</c>; anything else counts as the last.</param>
/// <param name="Skill">What the person should know.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Priority"><c>high</c> or <c>normal</c>.</param>
public sealed record HandOverAsked(string? Reason, string? Skill, string? Language, string? Priority) : ChannelFact;

/// <summary>The platform asks, for the customer, that what is known of them be erased.</summary>
public sealed record ErasureAsked : ChannelFact;

/// <summary>A customer rated the service by tapping a choice we offered.</summary>
/// <param name="ChoiceId">The <see cref="MessageChoice.Id"/>.</param>
public sealed record SurveyAnswered(string ChoiceId) : ChannelFact;

/// <summary>One of our people pressed a button of a card.</summary>
/// <param name="CardId">The <see cref="MessageCard.Id"/>.</param>
/// <param name="Button">The <see cref="MessageChoice.Id"/> of the button.</param>
/// <param name="UpdateCode">For <see cref="UpdateCard"/>, once, within a day; null where the platform gave none.</param>
public sealed record CardPressed(string Account, string Member, string CardId, string Button, string? UpdateCode, IReadOnlyDictionary<string, string>? Selected = null) : ChannelFact;

/// <summary>One of our people wrote to the app; <see cref="InboundItem.ReplyTo"/> answers them.</summary>
public sealed record MemberWrote(string Account, string Member, string Text) : ChannelFact;

/// <summary>A customer group changed. Details settle a moment later, so read the group again.</summary>
/// <param name="Change"><c>created</c>, <c>joined</c>, <c>left</c>, <c>owner</c>, <c>name</c>, <c>notice</c> or <c>dismissed</c>.</param>
/// <param name="Version">Member list version after the change; null where not told.</param>
public sealed record GroupChanged(string Account, string Group, string Change, string? Version, IReadOnlyList<string>? Changed = null) : ChannelFact;

/// <summary>The catalogue of tags changed on the platform: read it again.</summary>
public sealed record TagsChanged(string Account) : ChannelFact;

/// <summary>Customer-service accounts were granted to or taken from the app: read them again.</summary>
public sealed record AccountsChanged(string Account) : ChannelFact;
