using Crm.Plugins.Contract;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Transfers;

/// <summary>
/// Begins what the plan says: hand-overs in batches on the platform, one transfer per taker. A leaver's access ends in
/// the same transaction, and what needs no platform moves at once.
/// </summary>
public sealed class BeginTransfer(
    PlanTransfer plans, Writer writer, Deliveries deliveries, ChannelTasks tasks, MoveDuties move, Users users, Events events, IEnumerable<IMemberDuties> duties)
{
    private const int BatchSize = 100;

    /// <returns>Ids of the transfers begun; none where nothing could be.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(TransferInput input, Caller caller)
    {
        if (input.Message?.Length > 200) throw ProblemException.Invalid("message-too-long", "message has at most 200 characters.");
        var plan = await plans.RunAsync(input, caller);
        return await writer.WriteAsync(unit =>
        {
            if (input.Leaver) Leave(unit, plan.FromRow, caller.Id, users);
            List<string> begun = [];
            foreach (var taker in plan.Takers)
            {
                if (Begin(unit, plan, taker, input, caller) is { } id) begun.Add(id);
                foreach (var loose in plan.Others.Where(other => other.To == taker.Id)) move.Run(unit, plan.FromRow, taker, loose.CustomerId);
            }

            if (plan.Whole) Replace(unit, plan.FromRow, plan.Takers[0]);
            return begun;
        });
    }

    /// <summary>Gone from today: no access, and never again chosen for anything.</summary>
    internal static void Leave(Unit unit, MemberRow member, string actor, Users users)
    {
        var now = Members.Get(unit, member.Id)!;
        if (now.State != "left" && !Members.Save(unit, now with { State = "left", LeftAt = unit.NowMs })) throw new LostRaceException();
        if (now.UserId.Length > 0) users.Deactivate(unit, now.UserId, actor);
        Audit.Record(unit, actor, "member.left", member.Id);
    }

    private string? Begin(Unit unit, TransferPlan plan, MemberRow taker, TransferInput input, Caller caller)
    {
        var from = plan.FromRow;
        var transfer = new TransferRow(Ids.New(unit.Now), from.Channel, from.Account, from.MemberId, taker.MemberId, input.Leaver ? 1 : 0, plan.Whole ? 1 : 0,
            input.Leaver ? "" : input.Message ?? "", "running", caller.Id, unit.NowMs, 0, 0, 1);
        List<string> contacts = [];
        foreach (var customer in plan.Customers.Where(customer => customer.To == taker.Id && customer.Obstacle is null))
            if (TransferStore.TryAdd(unit, transfer, customer.Contact, customer.LinkId, customer.CustomerId, contacts.Count / BatchSize))
                contacts.Add(customer.Contact);
        if (contacts.Count == 0) return null;
        TransferStore.Add(unit, transfer);
        foreach (var batch in contacts.Chunk(BatchSize)) Queue(unit, deliveries, transfer, batch, $"transfer:{transfer.Id}:{batch[0]}:0");
        tasks.Ask(unit, PollTransfer.TaskKind, transfer.Channel, transfer.Account, transfer.Id, unit.Now + PollTransfer.First);
        Audit.Record(unit, caller.Id, "transfer.begun", transfer.Id, $"{contacts.Count} customers");
        events.Add(unit, new NewEvent("transfer.begun") { Data = new { transferId = transfer.Id, customers = contacts.Count } });
        return transfer.Id;
    }

    internal static void Queue(Unit unit, Deliveries deliveries, TransferRow transfer, IReadOnlyList<string> contacts, string effectKey) =>
        deliveries.TryAdd(unit, new NewOperation(transfer.Channel, transfer.Account, new TransferContacts(transfer.FromMember, transfer.ToMember, contacts,
            transfer.Leaver == 1, transfer.Message.Length == 0 ? null : transfer.Message)) { Sequence = $"transfer:{transfer.Id}", EffectKey = effectKey });

    private void Replace(Unit unit, MemberRow from, MemberRow to)
    {
        foreach (var duty in duties) duty.Replace(unit, from, to);
        events.Add(unit, new NewEvent("member.replaced") { Data = new { channel = from.Channel, account = from.Account, from = from.MemberId, to = to.MemberId } });
    }
}
