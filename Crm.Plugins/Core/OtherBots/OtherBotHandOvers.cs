using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.OtherBots;

/// <summary>
/// The bot gives a conversation to a person, by its own wish or because it does not answer any more: then we say so, once
/// for an outage, and a person comes or a call is offered.
/// </summary>
public sealed class OtherBotHandOvers(CallPerson persons, OtherBotSessions told, Tell tell) : IFactHandler, IOperationHandler
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(10);
    private static readonly HashSet<string> Reasons = ["complaint", "vip", HandOverAsk.BotFailed, HandOverAsk.UserAsked];

    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is not HandOverAsked asked || context.Conversation is not { } conversation) return;
        var reason = Reasons.Contains(asked.Reason ?? "") ? asked.Reason! : HandOverAsk.UserAsked;
        var ask = new HandOverAsk(reason, asked.Skill ?? "", asked.Language ?? "", asked.Priority is HandOverAsk.High or HandOverAsk.Normal ? asked.Priority : "");
        // The desk is closed: a call was offered, and the bot has the conversation still.
        if (!Call(unit, conversation, ask)) told.Tell(unit, SessionStore.Get(unit, conversation), "failed", CallOffers.Closed);
    }

    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (request is not PassToBot passed || result is OperationResult.Done || Conversations.Find(unit, row.Channel, passed.ConversationKey) is not { } conversation) return;
        if (SessionStore.Find(unit, conversation.Id) is { Is: SessionState.Waiting or SessionState.Agent } || !OtherBotStore.Failed(unit, conversation.Id, Outage)) return;
        tell.Notice(unit, new Audience(conversation.CustomerId, conversation, null, conversation.Locale), TextKeys.BotFailed, new Dictionary<string, string>(), effectKey: $"{row.Id}:bot-failed");
        Call(unit, conversation, new HandOverAsk(HandOverAsk.BotFailed));
    }

    private bool Call(Unit unit, ConversationRow conversation, HandOverAsk ask)
    {
        var id = Conversations.LastInbox(unit, conversation.Id) ?? conversation.Id;
        var phone = CustomerStore.Contact(unit, conversation.CustomerId)?.Phone is { Length: > 0 } known ? known : null;
        return persons.Run(unit, new Inquiry(id, conversation.Channel, conversation.CustomerId, phone, false, null, "",
            new Audience(conversation.CustomerId, conversation, phone, conversation.Locale)), ask);
    }
}
