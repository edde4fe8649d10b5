using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Service;

/// <summary>The hand-over of one conversation (spec/bot.md 6): bot, then waiting for an agent, then with one, then bot or ended.</summary>
public enum SessionState
{
    Bot,
    Waiting,
    Agent,
    Ended,
}

/// <summary>Who has a conversation. Strings are empty and instants 0 where there is none.</summary>
/// <param name="OwnerKind"><c>user</c>: an agent in the CRM; <c>member</c>: one of our people in the platform's client.</param>
/// <param name="Platform">The platform's own state as far as we know; empty = free for us to write.</param>
/// <param name="Number">Counts the hand-overs of the conversation.</param>
/// <param name="Refused">Why the platform did not do the last move.</param>
/// <param name="Version">0 = not stored yet.</param>
public sealed record SessionRow(
    string ConversationId, string CustomerId, string Channel, string State, string OwnerKind, string OwnerId, string OwnerName,
    string Platform, long PlatformAt, long Number, string Reason, string Refused, long Since, long UnansweredAt, long Version)
{
    public const string User = "user";
    public const string Member = "member";

    /// <summary>Of the present or last hand-over.</summary>
    public HandOverAsk Ask { get; init; } = HandOverAsk.None;

    /// <summary>By when the customer shall have a person: what they were told, or when waiting ends; 0 while the bot has it.</summary>
    public long DueAt { get; init; }

    /// <summary>Members of the platform who could not take it, separated by spaces.</summary>
    public string Tried { get; init; } = "";

    /// <summary>How a call was offered instead, see <see cref="CallOffers"/>.</summary>
    public string Offer { get; init; } = "";

    public long OfferedAt { get; init; }

    public SessionState Is => Words.Parse<SessionState>(State);

    /// <summary>Somebody in the platform's client has it, or its pool: we cannot write.</summary>
    public bool IsThePlatforms => Platform is "waiting" or "agent";

    public static SessionRow New(string conversationId, string customerId, string channel) =>
        new(conversationId, customerId, channel, "bot", "", "", "", "", 0, 0, "", "", 0, 0, 0);

    /// <summary>In another state, from now on and with nobody unless said.</summary>
    public SessionRow To(SessionState state, long now, string reason, string ownerKind = "", string ownerId = "", string ownerName = "") => this with
    {
        State = Words.Of(state), Since = now, Reason = reason, OwnerKind = ownerKind, OwnerId = ownerId, OwnerName = ownerName, Refused = "", UnansweredAt = 0,
        // A new hand-over begins where the last one was over.
        Number = Begins(state) ? Number + 1 : Number, Ask = Begins(state) ? HandOverAsk.None : Ask, Tried = Begins(state) ? "" : Tried,
        // Whoever waits anew is given a new time; an agent who takes it sees the old one.
        DueAt = state == SessionState.Agent ? DueAt : 0, Offer = "", OfferedAt = 0,
    };

    private bool Begins(SessionState state) => Is is (SessionState.Bot or SessionState.Ended) && state is (SessionState.Waiting or SessionState.Agent);
}
