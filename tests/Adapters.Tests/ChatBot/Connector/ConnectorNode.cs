using System.Text.Json.Nodes;
using Adapters.Tests.WeCom;
using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.BotFramework;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Crm.Tests.Support.Bots;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using LoginService = Crm.Tests.Support.Bots.FakeLogin;

namespace Adapters.Tests.ChatBot.Connector;

/// <summary>The way out as the plugin builds it, on a fake clock, towards a fake connector.</summary>
internal sealed class ConnectorNode : IAsyncDisposable
{
    public const string Conversation = "a:1|19:meeting;tid=x y";

    private readonly ServiceProvider _services;
    private readonly bool _ownsConnector;

    private ConnectorNode(FakeConnector connector, FakeTime time, IPluginState state, bool ownsConnector, Action<Dictionary<string, string?>>? change, bool timeouts)
    {
        (Connector, Time, State, _ownsConnector) = (connector, time, state, ownsConnector);
        var settings = new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = LoginService.AppId, ["MicrosoftAppPassword"] = LoginService.Secret,
            ["Connector:LoginUrl"] = connector.LoginUrl, ["Connector:AllowedHosts:0"] = "127.0.0.1",
        };
        change?.Invoke(settings);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(timeouts ? time : new WithoutTimeouts(time));
        services.AddSingleton(state);
        services.AddSingleton(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }));
        services.AddSingleton<ILoggerFactory>(Log);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services.AddSingleton(BotOptions.Read(configuration));
        services.AddSingleton<ConversationReferences>();
        services.AddConnector(configuration);
        _services = services.BuildServiceProvider();
    }

    public FakeConnector Connector { get; }

    public FakeTime Time { get; }

    public IPluginState State { get; }

    public CapturingLogger Log { get; } = new();

    public static async Task<ConnectorNode> StartAsync(Action<Dictionary<string, string?>>? change = null, bool timeouts = false)
    {
        var time = new FakeTime();
        var connector = await FakeConnector.StartAsync(time);
        connector.Knows(Conversation, "29:user|1");
        return new(connector, time, new MemoryState(time), true, change, timeouts);
    }

    /// <summary>Another node on the same store, clock and channel.</summary>
    public ConnectorNode Another() => new(Connector, Time, State, false, null, false);

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public ConversationReference Reference(string conversation = Conversation) => new()
    {
        ChannelId = "msteams", ServiceUrl = Connector.ServiceUrl, Conversation = new JsonObject { ["id"] = conversation, ["tenantId"] = "t1" },
        Bot = new JsonObject { ["id"] = "28:bot", ["name"] = "Crm" }, User = new JsonObject { ["id"] = "29:user|1", ["name"] = "Li" },
        Locale = "zh-CN", VerifiedAt = Time.Now,
    };

    /// <summary>Stores a reference as an inbound activity does, and returns the address to answer to.</summary>
    public async Task<string> KeepAsync(ConversationReference reference, string? replied = null)
    {
        var kept = ConversationReferences.Keep(reference);
        var known = await State.GetAsync(kept.Key, default);
        (await State.TrySetAsync(kept.Key, kept.Value, known?.Version ?? 0, null, default)).ShouldBeTrue();
        return new BotAddress(reference.Key, replied).ToString();
    }

    public Task<SendResult> SendAsync(string to, string text = "您好", string? notice = null, string id = "m1", int attempt = 1, DateTimeOffset? deadline = null) =>
        RunAsync(StartAsync(to, id, text, notice, attempt, deadline));

    /// <summary>As <see cref="SendAsync"/>, but leaves the clock alone.</summary>
    public Task<SendResult> StartAsync(string to, string id, string text = "您好", string? notice = null, int attempt = 1, DateTimeOffset? deadline = null) =>
        Get<ReferenceSender>().SendAsync(BotAddress.Parse(to)!,
            new OutboundMessage(id, to, text, notice, new Dictionary<string, string>(), [], "zh-CN", deadline, attempt)
            {
                Promise = notice?.StartsWith("promise-", StringComparison.Ordinal) == true ? new MessagePromise("p1", Time.Now, Time.Now.AddMinutes(10), "Asia/Shanghai", "scheduled") : null,
            }, TestContext.Current.CancellationToken);

    /// <summary>Lets pauses pass, a quarter of a second whenever the work sleeps, until it is done.</summary>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            await Probe.Until(() => work.IsCompleted || Time.PendingTimers > 0, "the work to end or to sleep");
            if (!work.IsCompleted) Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        return await work;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsConnector) await Connector.DisposeAsync();
    }

    /// <summary>Turning the clock for a pause must not time out a call that is on its way.</summary>
    private sealed class WithoutTimeouts(FakeTime time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime.TotalSeconds is 8 or 10 ? Timeout.InfiniteTimeSpan : dueTime, period);
    }
}
