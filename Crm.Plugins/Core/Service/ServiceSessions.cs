using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>What every change of hands has in common: store it, set its clocks, tell the platform and the desk.</summary>
public sealed class ServiceSessions(Deliveries deliveries, Steps steps, Events events, IPluginReads plugins, ServiceOptions options)
{
    public const string StepKind = "service-session";
    internal const string WaitingStep = "waiting";
    internal const string IdleStep = "idle";

    /// <summary>Whether the channel keeps sessions of its own that must be moved with ours.</summary>
    public bool HasPlatform(string channel) => plugins.Offers<IServiceReads>(channel);

    /// <summary>The customer shall have a person. Nothing changes where one waits or is there already.</summary>
    public void Queue(Unit unit, ConversationRow conversation, string reason)
    {
        var session = SessionStore.Get(unit, conversation);
        if (session.Is is SessionState.Waiting or SessionState.Agent) return;
        var saved = Save(unit, session.To(SessionState.Waiting, unit.NowMs, reason));
        if (options.HandOverToPool && HasPlatform(conversation.Channel)) Move(unit, saved, conversation.ReplyTo, "waiting", null);
    }

    /// <summary>The customer wrote: who is to react. What had ended begins anew with the bot.</summary>
    public SessionState Heard(Unit unit, ConversationRow conversation)
    {
        if (SessionStore.Find(unit, conversation.Id) is not { } session) return SessionState.Bot;
        if (session.Is == SessionState.Ended)
        {
            Save(unit, session.To(SessionState.Bot, unit.NowMs, "customer-wrote") with { Platform = "" });
            return SessionState.Bot;
        }

        if (session is { Is: SessionState.Agent, OwnerKind: SessionRow.User, UnansweredAt: 0 })
        {
            SessionStore.Unanswered(unit, session.ConversationId, unit.NowMs);
            steps.Add(unit, session.ConversationId, IdleStep, StepKind, unit.Now.AddMinutes(options.OwnerIdleMinutes));
        }

        return session.Is;
    }

    /// <summary>The owner answered: nobody waits for them now.</summary>
    public static void Answered(Unit unit, SessionRow session)
    {
        if (session.UnansweredAt == 0) return;
        SessionStore.Unanswered(unit, session.ConversationId, 0);
        Steps.Cancel(unit, session.ConversationId, IdleStep);
    }

    /// <summary>Stores the change with the clocks of its state.</summary>
    internal SessionRow Save(Unit unit, SessionRow session)
    {
        var saved = SessionStore.Save(unit, session);
        Steps.Cancel(unit, session.ConversationId);
        if (saved.Is == SessionState.Waiting)
            steps.Add(unit, session.ConversationId, WaitingStep, StepKind, DateTimeOffset.FromUnixTimeMilliseconds(saved.Since).AddMinutes(options.WaitingMinutes));
        events.Add(unit, new NewEvent("session.changed")
        {
            CustomerId = saved.CustomerId, ConversationId = saved.ConversationId, Data = new { state = saved.State, owner = saved.OwnerName, reason = saved.Reason },
        });
        return saved;
    }

    /// <summary>Has the platform follow. The key names the version it belongs to, so that an answer that comes late changes nothing newer.</summary>
    internal void Move(Unit unit, SessionRow session, string replyTo, string state, string? member) =>
        deliveries.TryAdd(unit, new NewOperation(session.Channel, "", new MoveSession(replyTo, state, member))
        {
            EffectKey = Key(session), Sequence = $"session:{session.ConversationId}", CustomerId = session.CustomerId,
        });

    internal static string Key(SessionRow session) => $"session:{session.ConversationId}:{session.Version}";
}
