using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Links;

/// <summary>A welcome that went out is the last we know of a private chat, until something else is.</summary>
public sealed class NoteWelcome : IDeliveryOutcomeHandler
{
    public void Handle(Unit unit, DeliveryRow delivery, DeliveryResult result)
    {
        if (result.Outcome != DeliveryOutcome.Sent || delivery.Notice != TextKeys.Welcome || delivery.CustomerId is not { } customer) return;
        var link = LinkStore.OfCustomer(unit, customer).Where(link => link.Channel == delivery.Channel && !link.IsEnded).MaxBy(link => link.LinkedAt);
        if (link is not null) LinkStore.Note(unit, link, "welcomed", unit.NowMs);
    }
}

/// <summary>For other parts of the CRM that know of a contact in a private chat, such as a mass send the member confirmed.</summary>
public static class PrivateChats
{
    /// <param name="kind">What happened, such as <c>mass-sent</c>. Nothing is noted where the link is not known.</param>
    public static void Contacted(Unit unit, string channel, string account, string member, string contact, string kind, DateTimeOffset at)
    {
        if (LinkStore.Find(unit, channel, account, member, contact) is { } link) LinkStore.Note(unit, link, kind, at.ToUnixTimeMilliseconds());
    }
}
