using System.Globalization;
using System.Net;
using System.Text;
using Crm.Adapters.WeCom;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Adapters.Tests.WeCom;

/// <summary>The plugin as the host builds it, on a fake clock and a fake platform.</summary>
internal sealed class WeComNode : IDisposable
{
    public const string CorpId = "wwf1c7a90d3e5b2846";
    public const string Token = "Zt7kQ2mVb9XcR4pL";
    public const string AesKey = "alga0hf8lK3vr04Hfnmugy2vJC60mqpD87Llq8sFrcE";

    private readonly ServiceProvider _services;

    public WeComNode(Action<Dictionary<string, string?>>? change = null, FakeTime? time = null, IPluginState? state = null, FakePlatform? platform = null,
        bool timeouts = false)
    {
        Time = time ?? new FakeTime(DateTimeOffset.FromUnixTimeSeconds(1767225600));
        State = state ?? new MemoryState(Time);
        Platform = platform ?? new FakePlatform();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(timeouts ? Time : new WithoutTimeouts(Time));
        services.AddSingleton(State);
        services.AddSingleton<IHostMedia>(Media);
        services.AddSingleton(new HttpClient(Platform, disposeHandler: false));
        services.AddSingleton<ILoggerFactory>(Log);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        new WeComPlugin().ConfigureServices(services, new PluginContext("wecom", Settings(change), AppContext.BaseDirectory));
        _services = services.BuildServiceProvider();
    }

    public FakeTime Time { get; }

    public IPluginState State { get; }

    public FakePlatform Platform { get; }

    public FakeHostMedia Media { get; } = new();

    public CapturingLogger Log { get; } = new();

    public IChannelAdapter Adapter => _services.GetRequiredService<IChannelAdapter>();

    public IChannelPull Pull => _services.GetRequiredService<IChannelPull>();

    public IContactDirectory Contacts => _services.GetRequiredService<IContactDirectory>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A node whose only app has the secrets of this vector.</summary>
    public static WeComNode For(Vector vector, int windowSeconds = 600) => new(settings =>
    {
        settings["TimestampWindowSeconds"] = windowSeconds.ToString(CultureInfo.InvariantCulture);
        settings["Corps:0:CorpId"] = vector.ReceiveId.Length == 0 ? "ww-robot" : vector.ReceiveId;
        settings["Corps:0:Agents:0:ReceiveId"] = vector.ReceiveId;
        settings["Corps:0:Agents:0:Token"] = vector.Token;
        settings["Corps:0:Agents:0:EncodingAESKey"] = vector.AesKey;
    });

    public static IConfiguration Settings(Action<Dictionary<string, string?>>? change = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Corps:0:Key"] = "maker",
            ["Corps:0:CorpId"] = CorpId,
            ["Corps:0:Agents:0:Key"] = "crm",
            ["Corps:0:Agents:0:AgentId"] = "1000002",
            ["Corps:0:Agents:0:CorpSecret"] = "corp-secret-planted",
            ["Corps:0:Agents:0:Token"] = Token,
            ["Corps:0:Agents:0:EncodingAESKey"] = AesKey,
            ["Corps:0:Agents:0:OpenKfIds:0"] = "wk1",
        };
        change?.Invoke(settings);
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    public Task<InboundResult> ReceiveAsync(Vector vector) =>
        ReceiveAsync(vector.IsEcho ? "GET" : "POST", vector.Query, vector.IsEcho ? [] : vector.Body, vector.Now);

    public Task<InboundResult> ReceiveAsync(
        string method, string query, byte[] body, DateTimeOffset? at = null, string corp = "maker", string agent = "crm") =>
        Adapter.ReceiveAsync(new InboundRequest(
            method, $"{corp}/{agent}", new Dictionary<string, string> { ["corp"] = corp, ["agent"] = agent },
            new QueryCollection(QueryHelpers.ParseQuery(query)), new HeaderDictionary(), body, IPAddress.Parse("203.0.113.7"), null,
            at ?? Time.Now), TestContext.Current.CancellationToken);

    public Task<SendResult> SendAsync(OutboundMessage message) => Adapter.SendAsync(message, TestContext.Current.CancellationToken);

    /// <summary>Lets back-off pass, a second whenever the work sleeps, until it is done.</summary>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            await Probe.Until(() => work.IsCompleted || Time.PendingTimers > 0, "the work to end or to sleep");
            if (!work.IsCompleted)
                Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await work;
    }

    public static OutboundMessage Message(string to, string text = "您好", string id = "m-1", DateTimeOffset? deadline = null, int attempt = 1,
        params MessageChoice[] choices) =>
        new(id, to, text, null, new Dictionary<string, string>(), choices, "zh-CN", deadline, attempt);

    public void Dispose() => _services.Dispose();

    /// <summary>Turning the clock for a back-off must not time out a call that is on its way on another thread.</summary>
    private sealed class WithoutTimeouts(FakeTime time) : TimeProvider
    {
        private static readonly TimeSpan HttpTimeout = TimeSpan.FromSeconds(10);

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime == HttpTimeout ? Timeout.InfiniteTimeSpan : dueTime, period);
    }
}

internal static class Replies
{
    public static ChannelReply Answer(this InboundResult result) => result.Reply([.. result.Items.Select((_, i) => new CaptureReceipt($"i{i}", false, false))]);

    public static string Text(this ChannelReply reply) => Encoding.UTF8.GetString(reply.Body.Span);
}
