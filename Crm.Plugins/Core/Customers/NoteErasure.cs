using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Customers;

/// <summary>A platform asks for a customer's data to be erased: a person must see to it, so the team lead is told. Once per customer.</summary>
public sealed class NoteErasure : IFactHandler
{
    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is not ErasureAsked || context.CustomerId is not { } customer) return;
        Alerts.Raise(unit, "erasure-asked", customer, $"{context.Channel} asks for this customer's data to be erased", new AlertAbout(customer));
    }
}
