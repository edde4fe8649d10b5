using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Transfers;

/// <summary>What becomes of each customer of a transfer: from the answer that began it, from facts, from the result list. Each end happens once.</summary>
public sealed class FollowTransfer(KeepLinks keep, MoveDuties move, ChannelTasks tasks, Events events) : IOperationHandler, IFactHandler
{
    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        if (request is not TransferContacts asked || row.ConversationId?.Split(':') is not ["transfer", var id] || TransferStore.Get(unit, id) is not { } transfer) return;
        var refused = (result as OperationResult.Done)?.Answer is TransferStarted started ? started.Refused : new Dictionary<string, int>();
        foreach (var item in TransferStore.Items(unit, id).Where(item => item.State == "queued" && asked.Contacts.Contains(item.Contact)))
        {
            _ = (result, refused.TryGetValue(item.Contact, out var code)) switch
            {
                (OperationResult.Done, false) => TransferStore.Move(unit, item, "waiting"),
                (OperationResult.Done, true) => TransferStore.Move(unit, item, "failed", "refused-by-platform", code),
                (OperationResult.Rejected rejected, _) => TransferStore.Move(unit, item, "failed", rejected.Reason, rejected.PlatformCode),
                _ => TransferStore.Move(unit, item, "unknown"),
            };
        }

        // Nobody knows whether it began: the result list says, before anything is repeated.
        if (result is OperationResult.Unknown) tasks.Ask(unit, PollTransfer.TaskKind, transfer.Channel, transfer.Account, id);
        Settle(unit, transfer);
    }

    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is TransferRefused refused && TransferStore.OpenOf(unit, context.Channel, refused.Account, refused.Contact) is { } item
            && TransferStore.Get(unit, item.TransferId) is { } transfer && (refused.Member == transfer.FromMember || refused.Member == transfer.ToMember))
            Take(unit, transfer, item, refused.Reason == "customer-limit-exceeded" ? "limit" : "refused");
        // The old link went because of a hand-over: its result is worth a look now.
        if (fact is MemberUnlinked { By: "transfer" } gone && TransferStore.OpenOf(unit, context.Channel, gone.Account, gone.Contact) is { } open)
            tasks.Ask(unit, PollTransfer.TaskKind, context.Channel, gone.Account, open.TransferId);
    }

    /// <summary>One line of the result list, or a fact that says the same.</summary>
    internal void Take(Unit unit, TransferRow transfer, TransferItemRow item, string state)
    {
        if (item.IsOver || !TransferStore.Move(unit, item, state, state is "refused" ? "customer-refused" : state is "limit" ? "customer-limit-exceeded" : null)) return;
        if (state == "done") Done(unit, transfer, item);
        Settle(unit, transfer);
    }

    /// <summary>Whoever nobody took over is listed, once, when all has been decided.</summary>
    internal void Settle(Unit unit, TransferRow transfer)
    {
        var items = TransferStore.Items(unit, transfer.Id);
        if (items.Any(item => !item.IsOver) || !TransferStore.Finish(unit, transfer.Id)) return;
        var left = items.Count(item => item.State != "done");
        if (left > 0)
            Alerts.Raise(unit, "transfer-unfinished", transfer.Id, $"{left} of {items.Count} customers of {transfer.FromMember} were not taken over",
                new AlertAbout(null, Data: new { transferId = transfer.Id, left, of = items.Count, member = transfer.FromMember, leaver = transfer.Leaver == 1 }));
        events.Add(unit, new NewEvent("transfer.done") { Data = new { transferId = transfer.Id, done = items.Count - left, left } });
    }

    private void Done(Unit unit, TransferRow transfer, TransferItemRow item)
    {
        var from = Members.Find(unit, transfer.Channel, transfer.Account, transfer.FromMember);
        var to = Members.Find(unit, transfer.Channel, transfer.Account, transfer.ToMember);
        if (LinkStore.Get(unit, item.LinkId) is { } old) keep.End(unit, old, "transfer");
        keep.Linked(unit, new NewLink(transfer.Channel, transfer.Account, transfer.ToMember, item.Contact, item.CustomerId), half: false, unit.Now);
        if (from is not null && to is not null) move.Run(unit, from, to, item.CustomerId);
    }
}
