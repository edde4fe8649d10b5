using Crm.Plugins.Contract;

namespace Crm.Host.Plugins;

/// <summary>Lets plugins hear that the host stops, and nothing more: stopping it is not theirs.</summary>
internal sealed class HostLife(IHostApplicationLifetime lifetime) : IHostLife
{
    public CancellationToken Stopping => lifetime.ApplicationStopping;
}
