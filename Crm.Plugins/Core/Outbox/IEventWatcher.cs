using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Outbox;

/// <summary>
/// Hears every event in the transaction that writes it. For a quick note of work to be done (a step, a delivery), never
/// for the work itself: a throw here takes back what happened.
/// </summary>
public interface IEventWatcher
{
    void Handle(Unit unit, NewEvent e);
}
