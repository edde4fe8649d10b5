using Crm.Plugins.Contract;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>What the platform knows of a person goes to the customer we already have.</summary>
public sealed class LearnContact : ILookupHandler
{
    public void Handle(Unit unit, DeliveryRow delivery, ContactProfile? profile)
    {
        if (profile is null || delivery.CustomerId is not { } customerId) return;
        CustomerStore.Fill(unit, customerId, profile.DisplayName, null, null, null);
        foreach (var identity in profile.Identities.Where(identity => identity.Kind is "channel" or "unionid"))
            KnownAs.Add(unit, customerId, identity.Kind, identity.Value);
    }
}
