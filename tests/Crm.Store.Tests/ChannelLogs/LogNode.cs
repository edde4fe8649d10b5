using Crm.Plugins.Contract;
using Crm.Plugins.Core.ChannelLogs;

namespace Crm.Store.Tests.ChannelLogs;

/// <summary>The logs of one node, with its listener where the database has one.</summary>
internal sealed class LogNode : IAsyncDisposable
{
    private readonly LogListener _listener;

    public LogNode(TestStore store)
    {
        News = new LogNews(store.Node);
        Logs = new Crm.Plugins.Core.ChannelLogs.ChannelLogs(store.Database, store.Writer, News);
        Log = Logs.For("chat");
        Forget = new ForgetLogs(store.Database, store.Writer, store.Time);
        _listener = new LogListener(store.Database, News, TimeProvider.System, store.Log.For<LogListener>());
    }

    public LogNews News { get; }

    public Crm.Plugins.Core.ChannelLogs.ChannelLogs Logs { get; }

    public IChannelLog Log { get; }

    public ForgetLogs Forget { get; }

    public Task ListenAsync() => _listener.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        _listener.Dispose();
    }
}
