using Crm.Plugins.Contract;

namespace Crm.Host.Plugins.Loading;

/// <summary>The living parts of a plugin.</summary>
internal sealed class StartedPlugin : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    private StartedPlugin(ServiceProvider services)
    {
        _services = services;
        Adapter = services.GetService<IChannelAdapter>();
        Pull = services.GetService<IChannelPull>();
        Directory = services.GetService<IContactDirectory>();
        Operations = services.GetService<IChannelOperations>();
        Sources = Pull?.Sources.ToArray() ?? [];
    }

    public IChannelAdapter? Adapter { get; }
    public IChannelPull? Pull { get; }
    public IContactDirectory? Directory { get; }
    public IChannelOperations? Operations { get; }

    /// <summary>One of the plugin's read interfaces, or null.</summary>
    public TReads? Reads<TReads>() where TReads : class => _services.GetService<TReads>();

    /// <summary>Read once: the property is plugin code, and this is where it may fail.</summary>
    public IReadOnlyList<PullSource> Sources { get; }

    public PluginPipeline? Pipeline { get; private set; }

    /// <summary>Makes the plugin's objects, builds its endpoints and starts its hosted services. Owns the container from the first line.</summary>
    public static async Task<StartedPlugin> StartAsync(ServiceProvider services, Action<string> enter, CancellationToken cancellationToken)
    {
        StartedPlugin? plugin = null;
        try
        {
            enter(Stage.Start);
            plugin = new StartedPlugin(services);
            foreach (var service in services.GetServices<IHostedService>())
            {
                await service.StartAsync(cancellationToken);
                plugin._running.Add(service);
            }

            enter(Stage.Endpoints);
            var modules = services.GetServices<IEndpointModule>().ToArray();
            if (modules.Length > 0) plugin.Pipeline = await PluginPipeline.BuildAsync(modules, services);
            return plugin;
        }
        catch
        {
            if (plugin is null) await services.DisposeAsync();
            else await plugin.StopQuietlyAsync();
            throw;
        }
    }

    /// <summary>Background services that end in an exception tell nobody; this one hears of them.</summary>
    public void Watch(Action<Exception> report)
    {
        foreach (var task in _running.OfType<BackgroundService>().Select(s => s.ExecuteTask).OfType<Task>())
            _ = task.ContinueWith(t => report(t.Exception!.InnerExceptions[0]), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>Stops in reverse order; a service that will not stop does not keep the others from it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        List<Exception> faults = [];
        foreach (var service in Enumerable.Reverse(_running))
        {
            try
            {
                await service.StopAsync(cancellationToken);
            }
            catch (Exception e)
            {
                faults.Add(e);
            }
        }

        await DisposeAsync();
        if (faults.Count > 0) throw new AggregateException(faults);
    }

    public async Task StopQuietlyAsync()
    {
        try
        {
            await StopAsync(new CancellationToken(canceled: true));
        }
        catch (Exception)
        {
            // The reason it is being stopped is the one to report.
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
