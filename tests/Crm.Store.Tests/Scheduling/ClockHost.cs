using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Store.Tests.Scheduling;

/// <summary>A node as the host runs it, with Quartz and the machine's clock.</summary>
public sealed class ClockHost : IAsyncDisposable
{
    private readonly IHost _host;

    private ClockHost(IHost host) => _host = host;

    public Steps Steps => _host.Services.GetRequiredService<Steps>();

    public Bells Bells => _host.Services.GetRequiredService<Bells>();

    public Writer Writer => _host.Services.GetRequiredService<Writer>();

    public IServiceProvider Services => _host.Services;

    public static async Task<ClockHost> StartAsync(TestStore store, params IStepHandler[] handlers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(store.Log);
        builder.Services.AddSingleton(TimeProvider.System);
        // A node of its own on PostgreSQL; on SQLite there is one process, so it shares the test's.
        if (store.Options.IsPostgres) builder.Services.AddSingleton(_ => new Database(store.Options));
        else builder.Services.AddSingleton(store.Database);
        builder.Services.AddSingleton<Writer>();
        foreach (var handler in handlers) builder.Services.AddSingleton(handler);
        builder.Services.AddScheduling(store.Options);
        var host = builder.Build();
        await host.StartAsync();
        return new ClockHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}
