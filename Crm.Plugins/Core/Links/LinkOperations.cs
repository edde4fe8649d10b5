using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>
/// A change of ours has ended. The platform sends no event for what came through its API, so the store is brought up to
/// date here; after an unknown end the link is read instead.
/// </summary>
public sealed class LinkOperations(ChannelTasks tasks, Events events) : IOperationHandler
{
    public void Handle(Unit unit, DeliveryRow row, OperationRequest request, OperationResult result)
    {
        switch (request)
        {
            case ChangeTags change when Find(unit, row, change.Member, change.Contact) is { } link:
                Settled(unit, link.Settled(change.Add, change.Remove, result is OperationResult.Done), result);
                break;
            case SetRemark remark when Find(unit, row, remark.Member, remark.Contact) is { } link:
                var wanted = link.WantedRemark == remark.Remark ? "" : link.WantedRemark;
                Settled(unit, result is OperationResult.Done
                    ? link with { Remark = remark.Remark ?? link.Remark, Description = remark.Description ?? link.Description, WantedRemark = wanted }
                    : link with { WantedRemark = wanted }, result);
                break;
        }
    }

    private void Settled(Unit unit, LinkRow link, OperationResult result)
    {
        LinkStore.Save(unit, link with { Fault = result is OperationResult.Rejected rejected ? rejected.Reason : "" });
        // Refused because nobody is there any more, or nobody knows: the platform is asked how things stand.
        if (result is OperationResult.Unknown or OperationResult.Rejected { Reason: "recipient-gone" })
            tasks.Ask(unit, ReadContact.TaskKind, link.Channel, link.Account, link.Contact);
        events.Add(unit, new NewEvent("link.changed") { CustomerId = link.CustomerId, Data = new { linkId = link.Id } });
    }

    private static LinkRow? Find(Unit unit, DeliveryRow row, string member, string contact) => LinkStore.Find(unit, row.Channel, row.To, member, contact);
}
