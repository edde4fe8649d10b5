using Crm.Plugins.Contract;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.ContactWays;

/// <summary>A customer deleted the member they had scanned: the scan is a lost contact from then on.</summary>
public sealed class LostContacts : IFactHandler
{
    public void Handle(Unit unit, FactContext context, ChannelFact fact)
    {
        if (fact is MemberUnlinked { By: "customer" } gone && context.CustomerId is { } customer)
            ScanStore.Lost(unit, customer, gone.Member, context.OccurredAt);
    }
}
