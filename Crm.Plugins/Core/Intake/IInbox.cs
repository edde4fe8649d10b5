using Crm.Plugins.Contract;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>Where pulled items go; the caller's transaction also moves the cursor.</summary>
public interface IInbox
{
    /// <summary>Stores what is not known yet. Runs on the writer thread and may run again: no I/O but the unit's.</summary>
    void Store(Unit unit, string channel, IReadOnlyList<InboundItem> items);
}
