using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.OtherBots;

/// <summary>Tells the bot what becomes of a hand-over: accepted, failed, or completed, each once per hand-over (spec/bot.md 6).</summary>
public sealed class OtherBotSessions(Deliveries deliveries) : IEventWatcher
{
    public void Handle(Unit unit, NewEvent e)
    {
        if (e.Type != "session.changed" || e.ConversationId is not { } id || SessionStore.Find(unit, id) is not { } session) return;
        switch (session)
        {
            case { Is: SessionState.Agent }:
                Tell(unit, session, "accepted");
                break;
            case { Is: SessionState.Bot, Reason: CallOffers.Timeout }:
                Tell(unit, session, "failed", CallOffers.Timeout);
                break;
            case { Is: SessionState.Ended } or { Is: SessionState.Bot, Reason: "given-back" }:
                Tell(unit, session, "completed");
                break;
        }
    }

    internal void Tell(Unit unit, SessionRow session, string state, string? message = null)
    {
        if (OtherBotStore.Find(unit, session.ConversationId) is not var (key, account)) return;
        deliveries.TryAdd(unit, new NewOperation(session.Channel, account, new TellBotHandOver(key, state, message))
        {
            EffectKey = $"bot-told:{session.ConversationId}:{session.Number}:{state}:{(message is null ? 0 : unit.NowMs)}",
            Sequence = PassToOtherBot.Sequence(session.ConversationId), CustomerId = session.CustomerId,
        });
    }
}
