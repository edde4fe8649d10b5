using Crm.Plugins.Contract;
using Crm.Plugins.Core;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Crm.Store.Tests.Outbox;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Store.Tests.Flow;

/// <summary>
/// The whole CRM on one store and one fake clock, without its loops: a test captures, pumps and turns the clock itself.
/// It starts on Monday 2026-03-02 at 10:00 in Shanghai.
/// </summary>
public sealed partial class CrmFixture : IAsyncDisposable
{
    private readonly TestDatabase _files;
    private readonly bool _owner;
    private readonly WebApplication _app;

    private CrmFixture(TestDatabase files, FakeTime time, IEnumerable<(string Key, string Value)> settings, bool owner)
    {
        _files = files;
        _owner = owner;
        Time = time;
        Plugins.Channels.Clear();
        Plugins.Channels.UnionWith([Chat, Sms]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
        {
            ["Crm:Store:Provider"] = files.Provider,
            ["Crm:Store:ConnectionString"] = files.ConnectionString,
        });
        builder.Services.AddSingleton<IPluginOutbox>(Plugins).AddSingleton<IPluginPulls>(new NoPulls()).AddSingleton<IPluginReads>(Plugins);
        builder.Services.AddAccounts();
        // The clock comes last: Quartz registers the machine's.
        builder.Services.AddCrm(builder.Configuration).AddSingleton<TimeProvider>(Time);
        _app = builder.Build();
        Door = new ApiDoor(_app);
    }

    public static Caller Admin { get; } = new("admin", "Admin", Role.Admin, null, false);

    public static Caller Agent { get; } = new("agent-1", "Agent", Role.Agent, null, false);

    public FakeTime Time { get; }

    public CapturingLogger Log { get; } = new();

    public FakePlugins Plugins { get; } = new();

    public ApiDoor Door { get; }

    public Database Database => Service<Database>();

    public Writer Writer => Service<Writer>();

    public static async Task<CrmFixture> CreateAsync(string provider, DateTimeOffset? start = null, params (string Key, string Value)[] settings)
    {
        var crm = new CrmFixture(await TestDatabase.CreateAsync(provider), new FakeTime(start), settings, owner: true);
        crm.Service<Migrator>().Migrate();
        await crm.Service<SeedStore>().RunAsync();
        return crm;
    }

    /// <summary>A second node on the same PostgreSQL database and clock; on SQLite there is but one, so it is null.</summary>
    public CrmFixture? AnotherNode() => _files.Provider == TestDatabase.Postgres ? new CrmFixture(_files, Time, [], owner: false) : null;

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<long> CountAsync(string sql, object? args = null) => await Database.FirstAsync<long>(sql, args);

    public async Task<string> TextAsync(string sql, object? args = null) => await Database.FirstAsync<string>(sql, args) ?? "";

    /// <summary>Handles what waits in the inbox until nothing moves.</summary>
    public async Task PumpAsync()
    {
        var pump = Hosted<InboxPump>();
        while (await pump.RunOnceAsync(default) > 0)
        {
        }
    }

    public Task PumpOnceAsync() => Hosted<InboxPump>().RunOnceAsync(default);

    /// <summary>Hands queued messages to the plugins until nothing moves.</summary>
    public async Task DeliverAsync()
    {
        var pump = Hosted<DeliveryPump>();
        while (await pump.RoundAsync(default) > 0) await pump.DrainAsync();
    }

    /// <summary>Turns the clock, stopping at every step on the way as the bells would.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        var target = Time.Now + by;
        for (; ; )
        {
            var next = await CountAsync("select coalesce(min(due_at), 0) from step where state in (0, 1)");
            var due = DateTimeOffset.FromUnixTimeMilliseconds(next);
            if (next == 0 || due > target) break;
            if (due > Time.Now) Time.Advance(due - Time.Now);
            await RunStepsAsync();
        }

        if (target > Time.Now) Time.Advance(target - Time.Now);
    }

    public async Task RunStepsAsync()
    {
        await Service<StepRunner>().RunDueAsync(default);
        (await TextAsync("select coalesce(max(fault), '') from step")).ShouldBe("", "no step may fail");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Log.Dispose();
        if (_owner) await _files.DisposeAsync();
    }

    private T Hosted<T>() => _app.Services.GetServices<IHostedService>().OfType<T>().Single();

    private sealed class NoPulls : IPluginPulls
    {
        public IReadOnlyList<(string Channel, PullSource Source)> Sources => [];

        public bool Has(string channel) => false;

        public Task<PullResult> PullAsync(string channel, PullRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
