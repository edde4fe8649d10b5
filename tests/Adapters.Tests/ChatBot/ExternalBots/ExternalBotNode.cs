using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Adapters.Tests.Sms;
using Adapters.Tests.WeCom;
using Crm.Adapters.ChatBot;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Adapters.Tests.ChatBot.ExternalBots;

/// <summary>The whole plugin with Direct Line and a bot of somebody else's behind it, on a fake clock.</summary>
internal sealed class ExternalBotNode : IAsyncDisposable
{
    public const string AppId = "their-app";
    public const string Secret = "their-secret-planted";
    public const string DirectLineSecret = "0123456789abcdef0123456789abcdef";

    private readonly ServiceProvider _services;
    private readonly LocalServer? _bot;

    private ExternalBotNode(LocalServer? bot, FakeTime time, IPluginState state, ConcurrentQueue<(JsonObject Activity, string Token)> got, Action<Dictionary<string, string?>>? change)
    {
        (_bot, Time, State, Got, Log) = (bot, time, state, got, new MemoryLog(time));
        var settings = new Dictionary<string, string?>
        {
            ["DirectLine:Secrets:0"] = DirectLineSecret, ["DirectLine:PublicUrl"] = "https://crm.example/",
            ["ExternalBot:Url"] = bot?.Address + "api/messages", ["ExternalBot:AppId"] = AppId, ["ExternalBot:Secret"] = Secret,
        };
        change?.Invoke(settings);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time).AddSingleton(state).AddSingleton<IHostAddress>(new Nowhere()).AddSingleton<IHostTyping>(new Nowhere());
        HostParts.Add(services, Log);
        services.AddSingleton(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }));
        services.AddSingleton<ILoggerFactory>(new CapturingLogger()).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        var context = new PluginContext("chatbot", new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), AppContext.BaseDirectory);
        services.AddSingleton(context);
        new ChatBotPlugin().ConfigureServices(services, context);
        _services = services.BuildServiceProvider();
    }

    public FakeTime Time { get; }

    public IPluginState State { get; }

    public MemoryLog Log { get; }

    /// <summary>What the bot got, with the bearer token it came with.</summary>
    public ConcurrentQueue<(JsonObject Activity, string Token)> Got { get; }

    /// <summary>What the bot answers.</summary>
    public int BotStatus { get; set; } = 202;

    public static async Task<ExternalBotNode> StartAsync(Action<Dictionary<string, string?>>? change = null)
    {
        var got = new ConcurrentQueue<(JsonObject, string)>();
        ExternalBotNode? node = null;
        var bot = await LocalServer.StartAsync(app => app.MapPost("/api/messages", async (HttpContext context) =>
        {
            got.Enqueue(((await JsonNode.ParseAsync(context.Request.Body))!.AsObject(), context.Request.Headers.Authorization.ToString()));
            context.Response.StatusCode = node!.BotStatus;
        }));
        var time = new FakeTime();
        return node = new ExternalBotNode(bot, time, new MemoryState(time), got, change);
    }

    /// <summary>Another node on the same store and clock.</summary>
    public ExternalBotNode Another() => new(null, Time, State, new(), settings => settings["ExternalBot:Url"] = "http://127.0.0.1:9/");

    public async Task<(ChannelReply Reply, IReadOnlyList<InboundItem> Items)> CallAsync(
        string method, string path, string body = "", string? token = null, (string Name, string Value)[]? route = null, string? key = null)
    {
        var headers = new HeaderDictionary();
        if (token is not null) headers["Authorization"] = $"Bearer {token}";
        if (key is not null) headers["Idempotency-Key"] = key;
        var result = await _services.GetRequiredService<IChannelAdapter>().ReceiveAsync(new InboundRequest(method, path,
            (route ?? []).ToDictionary(pair => pair.Name, pair => pair.Value), QueryCollection.Empty, headers, Encoding.UTF8.GetBytes(body), IPAddress.Loopback, null, Time.Now),
            TestContext.Current.CancellationToken);
        return (Log.Store(result), result.Items);
    }

    public Task<OperationResult> RunAsync(OperationRequest request, int attempt = 1) => _services.GetRequiredService<IChannelOperations>()
        .RunAsync(new ChannelOperation("o1", "external-bot", request, attempt, null), TestContext.Current.CancellationToken);

    /// <summary>A customer's page opens a conversation; returns its id and what the CRM got to know.</summary>
    public async Task<(string Conversation, IReadOnlyList<InboundItem> Items)> OpenAsync(string user = "dl_li")
    {
        var (reply, items) = await CallAsync("POST", "directline/conversations", $$"""{"user":{"id":"{{user}}","name":"Li"},"locale":"zh-CN"}""", DirectLineSecret);
        return ((string)Json(reply)["conversationId"]!, items);
    }

    public Task<(ChannelReply Reply, IReadOnlyList<InboundItem> Items)> SayAsync(string conversation, string activity) =>
        CallAsync("POST", $"directline/conversations/{conversation}/activities", activity, DirectLineSecret, [("c", conversation)]);

    /// <summary>The bot posts into a conversation.</summary>
    public Task<(ChannelReply Reply, IReadOnlyList<InboundItem> Items)> PostAsync(string conversation, string activity, string? token, string? replied = null, string? key = null) =>
        CallAsync("POST", $"connector/v3/conversations/{conversation}/activities{(replied is null ? "" : $"/{replied}")}", activity, token,
            replied is null ? [("c", conversation)] : [("c", conversation), ("a", replied)], key);

    public async Task<string> BuyTokenAsync(string secret = Secret) =>
        (string)Json((await CallAsync("POST", "connector/token", $"grant_type=client_credentials&client_id={AppId}&client_secret={secret}&scope=x")).Reply)["access_token"]!;

    public static JsonObject Json(ChannelReply reply) => JsonNode.Parse(reply.Body.Span)!.AsObject();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_bot is not null) await _bot.DisposeAsync();
    }

    private sealed class Nowhere : IHostAddress, IHostTyping
    {
        public Uri? Local => null;

        public void CustomerTypes(string conversationKey)
        {
        }
    }
}
