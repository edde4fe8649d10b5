using Crm.Plugins.Contract;

namespace Crm.Plugins.Core.Outbox;

/// <summary>The pulling plugins as the runner sees them; the host implements it over its catalog.</summary>
public interface IPluginPulls
{
    /// <summary>Sources of all started plugins, polled at start and when idle.</summary>
    IReadOnlyList<(string Channel, PullSource Source)> Sources { get; }

    /// <summary>True where this node can pull for the channel; a woken source need not be among <see cref="Sources"/>.</summary>
    bool Has(string channel);

    Task<PullResult> PullAsync(string channel, PullRequest request, CancellationToken cancellationToken);
}
