using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>How the platform answered a move: its code is used, and where it refused, the conversation does not stay with somebody who never got it.</summary>
public sealed class SessionOperations(ServiceSessions sessions, EventMessages messages, Events events) : IOperationHandler
{
    private const int MostTried = 3;

    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (request is SaveServiceAccount or ChangeServiceStaff) Told(unit, request, result);
        if (request is not MoveSession move || row.EffectKey?.Split(':') is not ["session", var id, _]) return;
        if (Conversations.ById(unit, id) is not { } conversation || SessionStore.Find(unit, id) is not { } session) return;
        // Somebody changed it since: that change has a move of its own.
        if (ServiceSessions.Key(session) != row.EffectKey) return;
        switch (result)
        {
            case OperationResult.Done done:
                Moved(unit, session, conversation, move, done.Answer as SessionStateSet);
                break;
            case OperationResult.Rejected rejected:
                Refused(unit, session, conversation, move, rejected.Reason);
                break;
            case OperationResult.Unknown:
                sessions.Save(unit, session with { Refused = "unknown" });
                break;
        }
    }

    private void Moved(Unit unit, SessionRow session, ConversationRow conversation, MoveSession move, SessionStateSet? set)
    {
        var saved = sessions.Save(unit, session with { Platform = move.State is "bot" or "ended" ? "" : move.State, PlatformAt = unit.NowMs, Refused = "" });
        if (set?.EventCode is { } code) messages.Say(unit, saved, conversation, code, set.EventCodeUntil);
    }

    private void Refused(Unit unit, SessionRow session, ConversationRow conversation, MoveSession move, string reason)
    {
        var next = (move.State, reason) switch
        {
            (_, "session-ended") => session.To(SessionState.Ended, unit.NowMs, reason) with { Platform = "" },
            ("agent" or "waiting", _) => session.To(SessionState.Waiting, unit.NowMs, reason),
            _ => session,
        };
        if (move is { State: "agent", Member: { } member } && reason is "member-unavailable" or "not-staff") TryAnother(unit, session, next with { Refused = reason }, conversation, member, reason);
        else sessions.Save(unit, next with { Refused = reason });
    }

    /// <summary>That member takes nothing now: another who serves there and is free, and after some of them the pool.</summary>
    private void TryAnother(Unit unit, SessionRow session, SessionRow waiting, ConversationRow conversation, string member, string reason)
    {
        if (reason == "member-unavailable") ServiceStaff.Refused(unit, session.Channel, member);
        string[] tried = [.. session.Tried.Split(' ', StringSplitOptions.RemoveEmptyEntries), member];
        var other = tried.Length > MostTried ? null : ServiceStaff.Instead(unit, session.Channel, member, tried);
        var next = other is null ? waiting : session.To(SessionState.Agent, unit.NowMs, reason, SessionRow.Member, other, other);
        var saved = sessions.Save(unit, next with { Refused = reason, Tried = string.Join(' ', tried) });
        sessions.Move(unit, saved, conversation.ReplyTo, other is null ? "waiting" : "agent", other);
    }

    /// <summary>The admin page reads again; what was refused lies on the shelf with its reason.</summary>
    private void Told(Unit unit, OperationRequest request, OperationResult result)
    {
        events.Add(unit, new NewEvent("service.accounts-changed"));
        if (result is not OperationResult.Rejected rejected) return;
        var subject = request is ChangeServiceStaff staff ? staff.ServiceAccount : ((SaveServiceAccount)request).ServiceAccount ?? "new";
        Customers.Alerts.Raise(unit, "service-account-refused", $"{subject}:{unit.NowMs}", $"The platform refused a change of customer-service account {subject}: {rejected.Reason} ({rejected.PlatformCode})");
    }
}
