namespace Crm.Host.Plugins;

/// <summary>
/// Starts the plugins with the host and stops them with it. It does not wait for them: the host serves at once, and a
/// request to a plugin that is still starting waits for it within the request's own limit.
/// </summary>
internal sealed class PluginRunner(PluginCatalog catalog) : IHostedService
{
    private Task _starting = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _starting = catalog.StartAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_starting, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
        await catalog.StopAsync();
    }
}
