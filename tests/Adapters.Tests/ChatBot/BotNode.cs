using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Adapters.Tests.ChatBot.ExternalBots;
using Crm.Adapters.ChatBot;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Tests.ChatBot;

/// <summary>The plugin in its own container with own keys, a fake login and a clock that stands still; it remembers what the host would store.</summary>
internal sealed class BotNode : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly HttpClient _http;

    public BotNode(bool development = false, bool loopback = false, params (string Key, string Value)[] settings)
    {
        Login.ChannelKeys.Add(Channel.Jwk());
        Login.EmulatorKeys.Add(Emulator.Jwk());
        _http = new HttpClient(Login);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = TokenMint.AppId,
            ["Auth:ChannelMetadataUrl"] = FakeKeyServer.ChannelMetadata,
            ["Auth:EmulatorMetadataUrl"] = FakeKeyServer.EmulatorMetadata,
        }).AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        var context = new PluginContext("chatbot", configuration, ".") { IsDevelopment = development };
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<TimeProvider>(Time).AddSingleton(context).AddSingleton(_http)
            .AddSingleton<IPluginState>(new WebForm.MemoryState()).AddSingleton<IHostTyping>(new Typing(Typed)).AddSingleton<IHostAddress>(new Address(loopback));
        HostParts.Add(services, new MemoryLog(Time));
        new ChatBotPlugin().ConfigureServices(services, context);
        _services = services.BuildServiceProvider();
        Adapter = _services.GetRequiredService<IChannelAdapter>();
    }

    public FakeTime Time { get; } = new();

    public FakeKeyServer Login { get; } = new();

    /// <summary>Signs for directline and msteams.</summary>
    public TokenMint Channel { get; } = new("channel-1", "directline", "msteams");

    public TokenMint Emulator { get; } = new("emulator-1");

    public IChannelAdapter Adapter { get; }

    public List<InboundItem> Stored { get; } = [];

    /// <summary>Conversations in which somebody was said to be typing.</summary>
    public List<string> Typed { get; } = [];

    /// <summary>What the turn of an inline item says.</summary>
    public Func<InboundItem, IReadOnlyList<OutboundMessage>> Turn { get; set; } = _ => [];

    public string Bearer(params (string Name, JsonNode? Value)[] changes) => "Bearer " + Channel.Channel(Time.Now, changes);

    public static JsonObject Message(string text = "你好", string id = "a1") => new()
    {
        ["type"] = "message", ["id"] = id, ["channelId"] = "directline", ["serviceUrl"] = TokenMint.ServiceUrl, ["timestamp"] = "2026-03-02T01:59:59.123Z",
        ["from"] = new JsonObject { ["id"] = "u1", ["name"] = "李雷" }, ["recipient"] = new JsonObject { ["id"] = "bot", ["name"] = "CRM" },
        ["conversation"] = new JsonObject { ["id"] = "c1" }, ["text"] = text, ["locale"] = "zh-CN",
    };

    public static JsonObject Activity(string type, params (string Name, JsonNode? Value)[] members)
    {
        var activity = Message();
        activity.Remove("text");
        activity["type"] = type;
        foreach (var (name, value) in members)
        {
            activity.Remove(name);
            if (value is not null) activity[name] = value;
        }

        return activity;
    }

    public Task<Answer> PostAsync(JsonObject activity) => PostAsync(activity, Bearer());

    public Task<Answer> PostAsync(JsonObject activity, params string[] authorization) => PostAsync(Encoding.UTF8.GetBytes(activity.ToJsonString()), authorization);

    public async Task<Answer> PostAsync(byte[] body, params string[] authorization)
    {
        var headers = new HeaderDictionary();
        if (authorization.Length > 0) headers["Authorization"] = authorization;
        var result = await Adapter.ReceiveAsync(
            new InboundRequest("POST", "messages", new Dictionary<string, string>(), QueryCollection.Empty, headers, body, IPAddress.Loopback, null, Time.Now),
            CancellationToken.None);
        lock (Stored) Stored.AddRange(result.Items);
        var reply = result.Reply([.. result.Items.Select((item, i) => new CaptureReceipt($"i{i}", false, false) { Replies = item.Inline ? Turn(item) : [] })]);
        return new Answer(reply, result.Items);
    }

    public void Dispose()
    {
        Channel.Dispose();
        Emulator.Dispose();
        _services.Dispose();
        _http.Dispose();
    }

    internal sealed record Answer(ChannelReply Reply, IReadOnlyList<InboundItem> Items)
    {
        public int Status => Reply.Status;

        public JsonElement Json => JsonDocument.Parse(Reply.Body).RootElement;

        public string Code => Json.GetProperty("error").GetProperty("code").GetString()!;
    }

    private sealed record Typing(List<string> Seen) : IHostTyping
    {
        public void CustomerTypes(string conversationKey) => Seen.Add(conversationKey);
    }

    private sealed record Address(bool IsLoopback) : IHostAddress
    {
        public Uri? Local => new("http://localhost:5080/");
    }
}
