namespace Crm.Plugins.Core.Staff;

/// <summary>What a card is about.</summary>
public static class CardKind
{
    public const string Offer = "offer";
    public const string Callback = "callback";
    public const string Complaint = "complaint";
}

/// <summary>Where a card stands.</summary>
public static class CardState
{
    /// <summary>Has a number to be named by, but was never sent.</summary>
    public const string Listed = "listed";
    public const string Sending = "sending";
    public const string Sent = "sent";
    public const string Unreachable = "unreachable";

    /// <summary>This member did it.</summary>
    public const string Acted = "acted";

    /// <summary>There is nothing to press any more.</summary>
    public const string Closed = "closed";
}

/// <summary>What buttons and commands do.</summary>
public static class CardAction
{
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Done = "done";

    /// <summary>Needs more time.</summary>
    public const string Later = "later";
    public const string Taken = "taken";

    /// <summary>The key of the choice above the buttons.</summary>
    public const string Choice = "choice";
}

/// <summary>A card as stored. Strings are empty and instants 0 where unknown.</summary>
public sealed record CardRow(
    string Id, string Kind, string SubjectId, string Round, string Channel, string Account, string Member, string MemberName, string DealerId,
    long Number, string Locale, string State, string Reason, string UpdateCode, long UpdateUntil, string Label, long PressedAt, string Pressed,
    string Actor, long SentAt, long CreatedAt)
{
    public bool IsOpen => State is CardState.Listed or CardState.Sending or CardState.Sent;

    public bool IsFor(StaffMember member) => Channel == member.Channel && Account == member.Account && Member == member.Id;
}
