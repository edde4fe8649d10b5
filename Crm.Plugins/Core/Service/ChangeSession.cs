using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>An agent takes, passes on, gives back or ends a conversation. One owner at a time: whoever comes second is told who was first.</summary>
public sealed class ChangeSession(ServiceSessions sessions, EventMessages messages, EndReply replies, Tell tell)
{
    /// <summary>Takes it. Somebody who is a member of the platform takes over there what lies in its pool.</summary>
    public SessionRow Take(Unit unit, ConversationRow conversation, Caller caller, IfMatch match)
    {
        var session = SessionStore.Get(unit, conversation);
        if (session.Is == SessionState.Agent) return IsMine(unit, session, caller) ? session : throw Taken(session);
        match.Check(session.Version);
        if (!session.IsThePlatforms)
            return sessions.Save(unit, session.To(SessionState.Agent, unit.NowMs, "taken", SessionRow.User, caller.Id, caller.Name));
        var member = MemberOf(unit, session, caller.Id) ?? throw ProblemException.Conflict("session-on-platform",
            "This conversation waits in the platform's own pool: one of its members takes it there, or you pass it to one.");
        return ToMember(unit, session, conversation, member, "taken");
    }

    /// <summary>Passes it to another agent, or to one of our people in the platform's client. Exactly one is given.</summary>
    public SessionRow Transfer(Unit unit, ConversationRow conversation, Caller caller, IfMatch match, string? agentId, string? memberId)
    {
        if (agentId is null == memberId is null) throw ProblemException.Invalid("bad-target", "Give either agentId or member.");
        var session = Owned(unit, conversation, caller, match);
        if (memberId is not null)
        {
            if (!sessions.HasPlatform(session.Channel)) throw ProblemException.Invalid("no-members", "This channel has no members to pass a conversation to.");
            return ToMember(unit, session, conversation, memberId.ToLowerInvariant(), "transferred");
        }

        var agent = UserStore.Get(unit, agentId!);
        if (agent is null || !agent.MaySignIn || agent.Role == Words.Of(Role.Dealer)) throw ProblemException.Invalid("no-such-agent", "agentId names no active agent.");
        if (session.IsThePlatforms)
            return ToMember(unit, session, conversation, MemberOf(unit, session, agent.Id) ?? throw ProblemException.Conflict("session-on-platform",
                "The platform has this conversation and this agent is not one of its members: pass it to a member, or end it."), "transferred");
        return sessions.Save(unit, session.To(SessionState.Agent, unit.NowMs, "transferred", SessionRow.User, agent.Id, agent.DisplayName));
    }

    /// <summary>Back to the bot.</summary>
    public SessionRow GiveBack(Unit unit, ConversationRow conversation, Caller caller, IfMatch match)
    {
        var session = Owned(unit, conversation, caller, match);
        if (session.Is is SessionState.Bot or SessionState.Ended) return session;
        var saved = sessions.Save(unit, session.To(SessionState.Bot, unit.NowMs, "given-back"));
        replies.Run(unit, conversation, saved.Reason);
        if (session.IsThePlatforms) sessions.Move(unit, saved, conversation.ReplyTo, "bot", null);
        else if (session.Is == SessionState.Agent)
            tell.Notice(unit, new Audience(conversation.CustomerId, conversation, null, conversation.Locale), TextKeys.SessionGivenBack, new Dictionary<string, string>(),
                effectKey: $"session-given-back:{conversation.Id}:{saved.Version}");
        return saved;
    }

    /// <summary>Into the platform's pool, where any of its members may take it.</summary>
    public SessionRow ToPool(Unit unit, ConversationRow conversation, Caller caller, IfMatch match)
    {
        var session = Owned(unit, conversation, caller, match);
        if (!sessions.HasPlatform(session.Channel)) throw ProblemException.Conflict("no-pool", "This channel has no pool of its own; let an agent take it here.");
        if (session.Platform == "agent") throw ProblemException.Conflict("session-on-platform", "A member has it; the platform lets it go to another member or end only.");
        if (session is { Is: SessionState.Waiting, Platform: "waiting" }) return session;
        var saved = sessions.Save(unit, session.To(SessionState.Waiting, unit.NowMs, "pool"));
        sessions.Move(unit, saved, conversation.ReplyTo, "waiting", null);
        return saved;
    }

    /// <summary>Done. The customer is asked how it was, by the code that the end gives, or here where there are no codes.</summary>
    public SessionRow End(Unit unit, ConversationRow conversation, Caller caller, IfMatch match)
    {
        var session = Owned(unit, conversation, caller, match);
        if (session.Is is SessionState.Ended) return session;
        if (session.Is is SessionState.Bot) throw ProblemException.Conflict("session-not-open", "Nobody has taken this conversation, so there is nothing to end.");
        // The owner stays on the ended row: the survey is about them.
        var saved = sessions.Save(unit, session.To(SessionState.Ended, unit.NowMs, "ended", session.OwnerKind, session.OwnerId, session.OwnerName));
        replies.Run(unit, conversation, saved.Reason);
        if (sessions.HasPlatform(session.Channel)) sessions.Move(unit, saved, conversation.ReplyTo, "ended", null);
        else messages.AskHere(unit, saved, conversation);
        return saved;
    }

    /// <summary>Before an answer is sent: it is theirs, or it becomes theirs.</summary>
    public void Reply(Unit unit, ConversationRow conversation, Caller caller)
    {
        var session = SessionStore.Get(unit, conversation);
        if (session.IsThePlatforms)
            throw ProblemException.Conflict("window-closed", "One of our people has this conversation in the platform's client.").With("reason", session.Platform == "agent" ? "with-member" : "session-waiting");
        if (session.Is == SessionState.Agent && !IsMine(unit, session, caller)) throw Taken(session);
        if (session.Is != SessionState.Agent)
            sessions.Save(unit, session.To(SessionState.Agent, unit.NowMs, "taken", SessionRow.User, caller.Id, caller.Name));
        else ServiceSessions.Answered(unit, session);
    }

    private SessionRow ToMember(Unit unit, SessionRow session, ConversationRow conversation, string member, string reason)
    {
        var saved = sessions.Save(unit, session.To(SessionState.Agent, unit.NowMs, reason, SessionRow.Member, member, member));
        sessions.Move(unit, saved, conversation.ReplyTo, "agent", member);
        return saved;
    }

    /// <summary>Nobody's, the caller's own, or any for a team lead.</summary>
    private static SessionRow Owned(Unit unit, ConversationRow conversation, Caller caller, IfMatch match)
    {
        var session = SessionStore.Get(unit, conversation);
        if (session.Is == SessionState.Agent && caller.Role == Role.Agent && !IsMine(unit, session, caller)) throw Taken(session);
        match.Check(session.Version);
        return session;
    }

    private static bool IsMine(Unit unit, SessionRow session, Caller caller) =>
        session.OwnerKind == SessionRow.User ? session.OwnerId == caller.Id : MemberOf(unit, session, caller.Id) == session.OwnerId;

    private static string? MemberOf(Unit unit, SessionRow session, string userId) =>
        Members.OfUser(unit, userId).FirstOrDefault(member => member.Channel == session.Channel)?.MemberId;

    private static ProblemException Taken(SessionRow session) =>
        ProblemException.Conflict("session-taken", "Somebody else has this conversation.").With("owner", session.OwnerName).With("ownerKind", session.OwnerKind);
}
