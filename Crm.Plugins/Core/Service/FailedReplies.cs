using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Service;

/// <summary>A message of a conversation did not arrive, now or later: whoever looks at it sees so at once.</summary>
public sealed class FailedReplies(Events events) : IDeliveryOutcomeHandler
{
    public void Handle(Unit unit, DeliveryRow delivery, DeliveryResult result)
    {
        if (delivery is { Kind: "message", ConversationId: { } conversation } && result.Outcome is DeliveryOutcome.Dead or DeliveryOutcome.Expired or DeliveryOutcome.FellBack)
            events.Add(unit, new NewEvent("conversation.delivery-failed") { CustomerId = delivery.CustomerId, ConversationId = conversation, Data = new { reason = result.Reason } });
    }
}
