using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>What the platform tells of its sessions and of who serves: its word on who has one is the truth, unless it is older than what we know.</summary>
public sealed class SessionFacts(ServiceSessions sessions, EventMessages messages, SurveyAnswers surveys, EndReply replies, Events events) : IFactHandler
{
    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        switch (fact)
        {
            case SessionMoved moved when context.Conversation is { } conversation:
                Moved(unit, context, conversation, moved);
                break;
            case SurveyAnswered answered when context.Conversation is { } conversation && SurveyAnswers.Read(answered.ChoiceId) is var (number, score):
                surveys.Answer(unit, conversation, number, score);
                break;
            case MemberAvailability staff:
                ServiceStaff.Save(unit, context.Channel, staff.Account, staff.ServiceAccount, staff.Member, staff.Available, context.OccurredAt.ToUnixTimeMilliseconds());
                events.Add(unit, new NewEvent("service.staff-changed"));
                break;
            case AccountsChanged:
                events.Add(unit, new NewEvent("service.accounts-changed"));
                break;
        }
    }

    private void Moved(Unit unit, FactContext context, ConversationRow conversation, SessionMoved moved)
    {
        var at = context.OccurredAt.ToUnixTimeMilliseconds();
        var session = SessionStore.Get(unit, conversation);
        // Events come in any order; an older one says nothing about now.
        if (session.PlatformAt > at) return;
        var known = session with { PlatformAt = at, Platform = moved.State is "bot" or "ended" ? "" : moved.State };
        var next = moved.State switch
        {
            "agent" when session is { Is: SessionState.Agent, OwnerKind: SessionRow.Member } && session.OwnerId == moved.Member => known,
            "agent" => known.To(SessionState.Agent, unit.NowMs, "platform", SessionRow.Member, moved.Member ?? "", moved.Member ?? ""),
            "waiting" => known.To(SessionState.Waiting, unit.NowMs, "platform"),
            "ended" when session.Is == SessionState.Ended => known,
            "ended" => known.To(SessionState.Ended, unit.NowMs, "platform", session.OwnerKind, session.OwnerId, session.OwnerName),
            _ => known.To(SessionState.Bot, unit.NowMs, "platform"),
        };
        // Taken from the pool by somebody we never saw waiting is a hand-over too.
        if (next.Number == 0) next = next with { Number = 1 };
        if (moved is { State: "ended", PreviousMember: { } member } && next.OwnerId.Length == 0) next = next with { OwnerKind = SessionRow.Member, OwnerId = member, OwnerName = member };
        var saved = sessions.Save(unit, next);
        if (saved.Is == SessionState.Ended) replies.Run(unit, conversation, saved.Reason);
        if (moved.EventCode is { } code) messages.Say(unit, saved, conversation, code, moved.EventCodeUntil);
    }
}
