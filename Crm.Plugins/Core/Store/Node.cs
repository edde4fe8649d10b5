using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Store;

/// <summary>This process, as it signs leases and claims. A new one after every start, so that nobody takes the dead for the living.</summary>
public sealed record Node(string Id)
{
    public static Node New(TimeProvider time) => new($"{Environment.MachineName}-{Ids.New(time.GetUtcNow())}");
}
