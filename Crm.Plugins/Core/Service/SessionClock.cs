using Crm.Plugins.Core.Bot;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>Nobody took it in time: the bot has it again and offers a call. The owner does not answer: whoever is free may have it.</summary>
public sealed class SessionClock(ServiceSessions sessions, RequestCallback callbacks, BotStates bot, Tell tell) : IStepHandler
{
    private static readonly Dictionary<string, string> NoValues = [];

    public string Kind => ServiceSessions.StepKind;

    public void Handle(Unit unit, StepRow step)
    {
        if (SessionStore.Find(unit, step.SubjectId) is not { } session || Conversations.ById(unit, step.SubjectId) is not { } conversation) return;
        if (step.Step == ServiceSessions.WaitingStep && session.Is == SessionState.Waiting) TimeOut(unit, session, conversation);
        if (step.Step == ServiceSessions.IdleStep && session is { Is: SessionState.Agent, UnansweredAt: > 0 })
        {
            Alerts.Raise(unit, "session-unanswered", $"{session.ConversationId}:{session.Version}", $"{session.OwnerName} left a customer without an answer; the conversation waits for somebody else.");
            sessions.Save(unit, session.To(SessionState.Waiting, unit.NowMs, "owner-idle"));
        }
    }

    private void TimeOut(Unit unit, SessionRow session, ConversationRow conversation)
    {
        var saved = sessions.Save(unit, session.To(SessionState.Bot, unit.NowMs, "timeout"));
        if (session.IsThePlatforms) sessions.Move(unit, saved, conversation.ReplyTo, "bot", null);
        if (callbacks.Run(unit, conversation, $"timeout:{saved.Version}", inTheChat: true) is not null) return;
        tell.Notice(unit, new Audience(conversation.CustomerId, conversation, null, conversation.Locale), TextKeys.SessionTimeout, NoValues,
            effectKey: $"session-timeout:{conversation.Id}:{saved.Version}");
        bot.Ask(unit, conversation.Id, Forms.Callback, SlotNames.Phone);
    }
}

/// <summary>The way out where nothing can be written any more, or nobody is there to write: we call.</summary>
public sealed class RequestCallback(OpenRequest requests)
{
    /// <summary>Null where there is no number to call.</summary>
    /// <param name="inTheChat">Tells the time in the conversation; else by text message, since the window may be closed.</param>
    public MadePromise? Run(Unit unit, ConversationRow conversation, string cause, bool inTheChat)
    {
        if (CustomerStore.Contact(unit, conversation.CustomerId)?.Phone is not { Length: > 0 } phone) return null;
        var id = Conversations.LastInbox(unit, conversation.Id) ?? $"{conversation.Id}:{cause}";
        return requests.Run(unit, new Inquiry(id, conversation.Channel, conversation.CustomerId, phone, Consents.Has(unit, conversation.CustomerId, Consents.ForwardToDealer),
            null, "", new Audience(conversation.CustomerId, inTheChat ? conversation : null, phone, conversation.Locale)), Topics.Callback);
    }
}
