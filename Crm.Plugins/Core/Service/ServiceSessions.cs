using Crm.Plugins.Contract;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>What every change of hands has in common: store it, set its clocks, tell the platform and the desk.</summary>
public sealed class ServiceSessions(
    Deliveries deliveries, Steps steps, Events events, IPluginReads plugins, Calendars calendars, PromiseOptions promises, ServiceOptions options)
{
    public const string StepKind = "service-session";
    internal const string WaitingAlert = "session-waiting";
    internal const string WaitingStep = "waiting";
    internal const string NudgeStep = "nudge";
    internal const string IdleStep = "idle";
    internal const string ReminderStep = "reminder";

    /// <summary>Whether the channel keeps sessions of its own that must be moved with ours.</summary>
    public bool HasPlatform(string channel) => plugins.Offers<IServiceReads>(channel);

    /// <inheritdoc cref="Queue(Unit, ConversationRow, HandOverAsk, DateTimeOffset?)"/>
    public void Queue(Unit unit, ConversationRow conversation, string reason) => Queue(unit, conversation, new HandOverAsk(reason));

    /// <summary>
    /// The customer shall have a person. Nothing changes where one waits or is there already. Whoever speaks with customers
    /// asks <see cref="CallPerson"/>, which knows the desk's hours.
    /// </summary>
    /// <param name="dueBy">By when they were told to be answered; null where they were told nothing.</param>
    public void Queue(Unit unit, ConversationRow conversation, HandOverAsk ask, DateTimeOffset? dueBy = null)
    {
        var session = SessionStore.Get(unit, conversation);
        if (session.Is is SessionState.Waiting or SessionState.Agent) return;
        var saved = Save(unit, session.To(SessionState.Waiting, unit.NowMs, ask.Reason) with
        {
            Ask = HandOverFacts.Fill(unit, conversation, ask), DueAt = dueBy?.ToUnixTimeMilliseconds() ?? 0,
        });
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
            steps.Add(unit, session.ConversationId, ReminderStep, StepKind, unit.Now.AddMinutes(options.ReminderMinutes));
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
        Steps.Cancel(unit, session.ConversationId, ReminderStep);
    }

    /// <summary>One of our people answered in the platform's own client: that keeps what was promised here too.</summary>
    public static void StaffAnswered(Unit unit, ConversationRow conversation, RecordReply replied)
    {
        var session = SessionStore.Get(unit, conversation);
        replied.Run(unit, conversation, new Caller(session.OwnerId.Length > 0 ? session.OwnerId : "staff", session.OwnerName, Role.Agent, null, true));
        Answered(unit, session);
    }

    /// <summary>Stores the change with the clocks of its state.</summary>
    internal SessionRow Save(Unit unit, SessionRow session)
    {
        var until = WaitsUntil(unit, session);
        var saved = SessionStore.Save(unit, session is { Is: SessionState.Waiting, DueAt: 0 } ? session with { DueAt = until.ToUnixTimeMilliseconds() } : session);
        Steps.Cancel(unit, session.ConversationId);
        if (saved.Is == SessionState.Waiting)
        {
            steps.Add(unit, session.ConversationId, NudgeStep, StepKind, Since(saved) + (until - Since(saved)) / 2);
            steps.Add(unit, session.ConversationId, WaitingStep, StepKind, until);
        }

        if (saved.Is != SessionState.Waiting) Alerts.Close(unit, WaitingAlert, SessionClock.Subject(saved), "system", "");
        events.Add(unit, new NewEvent("session.changed")
        {
            CustomerId = saved.CustomerId, ConversationId = saved.ConversationId, Data = new { state = saved.State, owner = saved.OwnerName, reason = saved.Reason },
        });
        return saved;
    }

    /// <summary>Waiting ends after its time, or when the desk closes before that.</summary>
    private DateTimeOffset WaitsUntil(Unit unit, SessionRow session)
    {
        var limit = Since(session).AddMinutes(options.WaitingMinutes);
        return calendars.Newest(unit, promises.DeskCalendar).Calendar.OpenIntervalAt(Since(session)) is { } open && open.Close < limit ? open.Close : limit;
    }

    private static DateTimeOffset Since(SessionRow session) => DateTimeOffset.FromUnixTimeMilliseconds(session.Since);

    /// <summary>Has the platform follow. The key names the version it belongs to, so that an answer that comes late changes nothing newer.</summary>
    internal void Move(Unit unit, SessionRow session, string replyTo, string state, string? member) =>
        deliveries.TryAdd(unit, new NewOperation(session.Channel, "", new MoveSession(replyTo, state, member))
        {
            EffectKey = Key(session), Sequence = $"session:{session.ConversationId}", CustomerId = session.CustomerId,
        });

    internal static string Key(SessionRow session) => $"session:{session.ConversationId}:{session.Version}";
}
