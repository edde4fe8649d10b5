using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links.Transfers;

/// <summary>Gives what is open with one customer to the taker: leads with their adviser, promises with the customer told who calls.</summary>
public sealed class MoveDuties(HandOver handOver, Events events)
{
    internal void Run(Unit unit, MemberRow from, MemberRow to, string customerId)
    {
        foreach (var lead in LeadStore.OfCustomer(unit, customerId))
        {
            if (!LeadStages.IsOpen(Words.Parse<LeadStage>(lead.Stage)) || PlanTransfer.Stays(from, lead.DealerId, lead.AdviserId) is not null) continue;
            // A lead that is still only offered belongs to its dealer, whoever answers there; it moves only with an adviser who has it.
            if (lead.DealerId != to.DealerId && lead is { AcceptedAt: 0, OfferedAt: > 0 }) continue;
            if (lead.DealerId != to.DealerId)
                LeadStore.SaveState(unit, lead with { DealerId = to.DealerId, OwnerKind = to.DealerId.Length == 0 ? "desk" : "dealer" });
            LeadStore.SetAdviser(unit, lead.Id, to.UserId.Length == 0 ? null : to.UserId);
            events.Add(unit, new NewEvent("lead.reassigned")
            {
                CustomerId = customerId, LeadId = lead.Id, DealerId = to.DealerId.Length == 0 ? null : to.DealerId, Data = new { reason = "transfer", member = to.MemberId },
            });
        }

        foreach (var promise in PromiseStore.OpenOfCustomer(unit, customerId))
        {
            if (PlanTransfer.Stays(from, promise.OwnerId, promise.AssignedTo) is not null) continue;
            if (promise.OwnerId != to.DealerId) handOver.To(unit, promise, to.DealerId.Length == 0 ? null : to.DealerId, "transfer");
            if (PromiseStore.Get(unit, promise.Id) is { } now && now.AssignedTo != to.UserId) Promises.Save(unit, now with { AssignedTo = to.UserId });
        }
    }
}
