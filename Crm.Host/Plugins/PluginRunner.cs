namespace Crm.Host.Plugins;

/// <summary>
/// Starts the plugins with the host and stops them with it. It does not wait for them: the host serves at once, and a
/// request to a plugin that is still starting waits for it within the request's own limit.
/// </summary>
internal sealed class PluginRunner(PluginCatalog catalog) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _starting = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _starting = catalog.StartAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _starting;
        await catalog.StopAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();
}
