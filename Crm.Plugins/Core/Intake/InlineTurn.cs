using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>
/// Handles an item in the transaction that stores it, because its sender waits for the answer. Its turn still comes after
/// everything older of the conversation. What was said to its own address is the answer and counts as sent.
/// </summary>
public sealed class InlineTurn(ChatIntake chat, Deliveries deliveries)
{
    // Far more than can pile up behind one conversation while its sender waits; only a mistake of ours gets there.
    private const int MostBefore = 1000;

    /// <exception cref="LostRaceException">Other nodes kept taking the conversation's items: undone, and run again.</exception>
    public CaptureReceipt Run(Unit unit, string channel, string id, InboundItem item)
    {
        for (var i = 0; i < MostBefore; i++)
        {
            // Null where another node just settled the one we waited for; ours is still there.
            if (InboxStore.TakeNext(unit, channel, id, item.ConversationKey) is not { } row) continue;
            var settled = chat.Handle(unit, row, ItemJson.ReadItem(row.Item));
            InboxStore.Settle(unit, row.Id, settled);
            if (row.Id != id) continue;
            var receipt = new CaptureReceipt(id, false, false, settled.Disposition, settled.LeadId, settled.ComplaintId)
            {
                Replies = item.ReplyTo is { } address ? deliveries.Answer(unit, channel, address) : [],
            };
            InboxStore.Keep(unit, id, receipt);
            return receipt;
        }

        throw new LostRaceException();
    }
}
