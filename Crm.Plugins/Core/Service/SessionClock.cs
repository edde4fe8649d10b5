using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>
/// The clocks of a hand-over. Half of the waiting is gone: the team lead hears of it. All of it: the bot has it again
/// and offers a call. The owner does not answer: they are reminded, and then whoever is free may have it.
/// </summary>
public sealed class SessionClock(ServiceSessions sessions, CallOffers offers, Events events) : IStepHandler
{
    public string Kind => ServiceSessions.StepKind;

    public void Handle(Unit unit, StepRow step)
    {
        if (SessionStore.Find(unit, step.SubjectId) is not { } session || Conversations.ById(unit, step.SubjectId) is not { } conversation) return;
        switch (step.Step)
        {
            case ServiceSessions.NudgeStep when session.Is == SessionState.Waiting:
                Alerts.Raise(unit, ServiceSessions.WaitingAlert, Subject(session), "A customer has waited half of the time for a person, and nobody has taken the conversation.",
                    new AlertAbout(session.CustomerId, Data: new { conversationId = session.ConversationId }));
                events.Add(unit, Event("session.nudged", session));
                break;
            case ServiceSessions.WaitingStep when session.Is == SessionState.Waiting:
                TimeOut(unit, session, conversation);
                break;
            case ServiceSessions.ReminderStep when session is { Is: SessionState.Agent, UnansweredAt: > 0 }:
                events.Add(unit, Event("session.unanswered", session));
                break;
            case ServiceSessions.IdleStep when session is { Is: SessionState.Agent, UnansweredAt: > 0 }:
                Alerts.Raise(unit, "session-unanswered", $"{session.ConversationId}:{session.Version}", $"{session.OwnerName} left a customer without an answer; the conversation waits for somebody else.",
                    new AlertAbout(session.CustomerId, Data: new { conversationId = session.ConversationId, owner = session.OwnerName }));
                sessions.Save(unit, session.To(SessionState.Waiting, unit.NowMs, "owner-idle"));
                break;
        }
    }

    /// <summary>What an alert about this wait is about.</summary>
    internal static string Subject(SessionRow session) => $"{session.ConversationId}:{session.Number}";

    private void TimeOut(Unit unit, SessionRow session, ConversationRow conversation)
    {
        var saved = sessions.Save(unit, session.To(SessionState.Bot, unit.NowMs, CallOffers.Timeout));
        if (session.IsThePlatforms) sessions.Move(unit, saved, conversation.ReplyTo, "bot", null);
        offers.Offer(unit, conversation, CallOffers.Timeout);
    }

    private static NewEvent Event(string type, SessionRow session) => new(type)
    {
        CustomerId = session.CustomerId, ConversationId = session.ConversationId, Data = new { owner = session.OwnerName, ownerId = session.OwnerId },
    };
}

/// <summary>The way out where nothing can be written any more, or nobody is there to write: we call.</summary>
public sealed class RequestCallback(OpenRequest requests)
{
    /// <summary>Null where there is no number to call.</summary>
    /// <param name="inTheChat">Tells the time in the conversation; else by text message, since the window may be closed.</param>
    /// <param name="preferred">When the customer would like it; null = as soon as we can.</param>
    public MadePromise? Run(Unit unit, ConversationRow conversation, string cause, bool inTheChat, DateTimeOffset? preferred = null)
    {
        if (CustomerStore.Contact(unit, conversation.CustomerId)?.Phone is not { Length: > 0 } phone) return null;
        var id = Conversations.LastInbox(unit, conversation.Id) ?? $"{conversation.Id}:{cause}";
        return requests.Run(unit, new Inquiry(id, conversation.Channel, conversation.CustomerId, phone, Consents.Has(unit, conversation.CustomerId, Consents.ForwardToDealer),
            preferred, "", new Audience(conversation.CustomerId, inTheChat ? conversation : null, phone, conversation.Locale)), Topics.Callback);
    }
}
