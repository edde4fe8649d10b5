using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Intake;

/// <summary>Something waits in the inbox.</summary>
public sealed class InboxSignal
{
    internal Signal Arrived { get; } = new();

    public void Set() => Arrived.Set();
}
