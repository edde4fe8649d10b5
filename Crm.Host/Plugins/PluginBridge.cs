using Crm.Plugins.Contract;
using Crm.Plugins.Core.ChannelLogs;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Store;

namespace Crm.Host.Plugins;

/// <summary>The plugins as the core sees them: channels to send to, sources to pull, each through its barrier.</summary>
internal sealed class PluginBridge(PluginCatalog catalog) : IPluginOutbox, IPluginPulls, IPluginReads
{
    public IReadOnlyList<(string Channel, PullSource Source)> Sources =>
        [.. catalog.Plugins.Where(plugin => plugin.CanPull).SelectMany(plugin => plugin.Sources.Select(source => (plugin.Id, source)))];

    bool IPluginOutbox.Has(string channel) => catalog.TryGet(channel, out var plugin) && (plugin.CanSend || plugin.CanLookUp || plugin.CanOperate);

    /// <summary>An eighth of what the manifest allows: most of a plugin's calls are not the outbox's.</summary>
    public int Places(string channel) => catalog.TryGet(channel, out var plugin) ? Math.Clamp((plugin.Manifest?.Limits.Concurrency ?? 0) / 8, 4, 64) : 0;

    bool IPluginPulls.Has(string channel) => catalog.TryGet(channel, out var plugin) && plugin.CanPull;

    public Task<SendResult> SendAsync(string channel, OutboundMessage message, CancellationToken cancellationToken) =>
        Plugin(channel).SendAsync(message, cancellationToken);

    public Task<ContactProfile?> FindAsync(string channel, string address, CancellationToken cancellationToken) =>
        Plugin(channel).FindAsync(address, cancellationToken);

    public Task<OperationResult> RunAsync(string channel, ChannelOperation operation, CancellationToken cancellationToken) =>
        Plugin(channel).RunAsync(operation, cancellationToken);

    public IReadOnlyList<(string Channel, ChannelAccount Account)> Accounts =>
        [.. catalog.Plugins.SelectMany(plugin => plugin.Accounts.Select(account => (plugin.Id, account)))];

    public bool Offers<TReads>(string channel) where TReads : class => catalog.TryGet(channel, out var plugin) && plugin.Offers<TReads>();

    public string? Offering<TReads>() where TReads : class => catalog.Plugins.FirstOrDefault(plugin => plugin.Offers<TReads>())?.Id;

    public Task<TAnswer> AskAsync<TReads, TAnswer>(string channel, Func<TReads, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TReads : class => Plugin(channel).AskAsync(ask, cancellationToken);

    public Task<PullResult> PullAsync(string channel, PullRequest request, CancellationToken cancellationToken) =>
        Plugin(channel).PullAsync(request, cancellationToken);

    private PluginHandle Plugin(string channel) => catalog.TryGet(channel, out var plugin)
        ? plugin
        : throw new InvalidOperationException($"There is no plugin '{channel}' on this node.");
}

/// <summary>Each plugin's own values in the shared store.</summary>
internal sealed class PluginStates(PluginStateStore store) : IPluginStates
{
    public IPluginState OfPlugin(string pluginId) => store.For(pluginId);
}

/// <summary>Each plugin's own conversations.</summary>
internal sealed class PluginLogs(ChannelLogs logs) : IPluginLogs
{
    public IChannelLog OfPlugin(string pluginId) => logs.For(pluginId);
}

/// <summary>What each plugin tells of customers who are writing. Looked up when first told: whoever hears it asks the plugins in turn.</summary>
internal sealed class PluginTyping(IServiceProvider services) : IPluginTyping
{
    public IHostTyping OfPlugin(string pluginId) => new Teller(services, pluginId);

    private sealed class Teller(IServiceProvider services, string pluginId) : IHostTyping
    {
        private readonly Lazy<IHostTyping> _typing = new(() => services.GetRequiredService<Typing>().Of(pluginId));

        public void CustomerTypes(string conversationKey) => _typing.Value.CustomerTypes(conversationKey);
    }
}
