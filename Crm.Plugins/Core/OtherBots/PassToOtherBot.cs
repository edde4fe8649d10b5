using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.OtherBots;

/// <summary>
/// Hands what comes in on to the bot that answers this conversation, in order and surely, in the transaction that settles
/// the item. While a person has the conversation, or where we had to answer ourselves, the bot hears nothing of it.
/// </summary>
public sealed class PassToOtherBot(Deliveries deliveries)
{
    /// <summary>Who is to react of our own side: nobody but the watch for danger and opt-out, as if a person had it.</summary>
    public static SessionState Hand(InboundItem item, SessionState hand) => item.AnsweredBy is not null && hand == SessionState.Bot ? SessionState.Agent : hand;

    public void Run(Unit unit, PendingItem row, InboundItem item, Settlement settled)
    {
        if (item.AnsweredBy is not { } bot || item.ConversationKey is not { } key || Conversations.Find(unit, row.Channel, key) is not { } conversation) return;
        OtherBotStore.Mark(unit, conversation.Id, key, bot.Account);
        if (bot.HandOn is not { } what || settled.Disposition is not (null or "conversation")) return;
        if (SessionStore.Find(unit, conversation.Id) is { Is: SessionState.Waiting or SessionState.Agent }) return;
        deliveries.TryAdd(unit, new NewOperation(row.Channel, bot.Account, new PassToBot(key, what))
        {
            EffectKey = $"{row.Id}:pass", Sequence = Sequence(conversation.Id), CustomerId = conversation.CustomerId,
        });
    }

    /// <summary>Everything told to the bot of one conversation goes in one line.</summary>
    internal static string Sequence(string conversationId) => $"other-bot:{conversationId}";
}
