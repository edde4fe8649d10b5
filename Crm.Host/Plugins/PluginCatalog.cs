using System.Diagnostics.CodeAnalysis;
using Crm.Host.Plugins.Loading;

namespace Crm.Host.Plugins;

/// <summary>All plugins of this node. Manifests are known from the first moment; <see cref="Settled"/> tells when all have started or failed.</summary>
public sealed class PluginCatalog
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly PluginLoader _loader;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, PluginHandle> _byId;

    internal PluginCatalog(PluginDiscovery discovery, PluginLoader loader, TimeProvider time)
    {
        _loader = loader;
        _time = time;
        Plugins = discovery.Find();
        _byId = Plugins.ToDictionary(p => p.Id, StringComparer.Ordinal);
        Settled = Task.WhenAll(Plugins.Select(p => p.Settled));
    }

    /// <summary>Ordered by id.</summary>
    public IReadOnlyList<PluginHandle> Plugins { get; }

    /// <summary>Ends when every plugin is in a final state, at the latest when the start limit has passed.</summary>
    public Task Settled { get; }

    public bool TryGet(string id, [NotNullWhen(true)] out PluginHandle? plugin) => _byId.TryGetValue(id, out plugin);

    /// <summary>Starts all beside each other: one that hangs delays none.</summary>
    internal Task StartAsync(CancellationToken stopping) =>
        Task.WhenAll(Plugins.Where(p => p.State == PluginState.Validated).Select(p => StartAsync(p, stopping)));

    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StopLimit, _time);
        await using var hostGaveUp = cancellationToken.UnsafeRegister(static l => ((CancellationTokenSource)l!).Cancel(), limit);
        await Task.WhenAll(Plugins.Select(p => p.StopAsync(limit.Token)));
    }

    private async Task StartAsync(PluginHandle handle, CancellationToken stopping)
    {
        var giveUp = new CancellationTokenSource();
        var loading = Task.Run(() => _loader.LoadAsync(handle, giveUp.Token), CancellationToken.None);
        try
        {
            handle.Started(await loading.WaitAsync(StartLimit, _time, stopping));
        }
        catch (TimeoutException) when (!loading.IsCompleted)
        {
            handle.FailSlow(StartLimit);
            Abandon(loading, giveUp);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            handle.Move(PluginState.Stopped, Stage.Stop);
            Abandon(loading, giveUp);
        }
        catch (Exception e)
        {
            handle.Fail(e);
        }
    }

    /// <summary>Asks the start to end, and if it does after all, stops what it has started.</summary>
    private static void Abandon(Task<StartedPlugin> loading, CancellationTokenSource giveUp)
    {
        // In a task of its own: callbacks the plugin hung on the token run in it, and may throw.
        _ = Task.Run(giveUp.Cancel);
        _ = loading.ContinueWith(late => late.IsCompletedSuccessfully ? late.Result.StopQuietlyAsync() : Task.FromResult(late.Exception), TaskScheduler.Default);
    }
}
