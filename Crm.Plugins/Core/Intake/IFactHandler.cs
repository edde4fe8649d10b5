using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>Told of every <see cref="ChannelFact"/>, in the transaction that settles its item. Each handler looks at its own kinds.</summary>
public interface IFactHandler
{
    void Handle(Unit unit, FactContext context, ChannelFact fact);
}

/// <param name="InboxId">Unique per item: a good part of an effect key.</param>
/// <param name="OccurredAt">By the platform's clock, never in the future.</param>
/// <param name="CustomerId">Null where the item names no customer.</param>
/// <param name="Conversation">The item's conversation, where there is one already.</param>
public sealed record FactContext(string Channel, string InboxId, DateTimeOffset OccurredAt, string? CustomerId, ConversationRow? Conversation, InboundItem Item);
