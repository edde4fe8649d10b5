using System.Text;
using System.Text.Json;
using Adapters.Tests.WeCom;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Adapters.ChatBot.ExternalBots;
using Crm.Plugins.Contract;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Tests.ChatBot.DirectLine;

/// <summary>The Direct Line part with a log in memory, and the host's side of a stored call: entries are added before the answer is asked.</summary>
internal sealed class LineNode : IHostUploads, IHostAddress, IHostLife, IHostTyping, IDisposable
{
    public const string Secret = "secret-number-one-with-32-characters";
    public const string OldSecret = "secret-number-two-with-32-characters";

    private readonly ServiceProvider _services;

    public LineNode(params (string Key, string Value)[] settings)
    {
        Log = new MemoryLog(Time);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create("DirectLine:" + s.Key, (string?)s.Value)))
            {
                ["DirectLine:Secrets:0"] = Secret, ["DirectLine:Secrets:1"] = OldSecret, ["DirectLine:PublicUrl"] = "https://chat.example/",
            }).Build();
        _services = new ServiceCollection().AddLogging().AddDirectLine(configuration).AddSingleton(ExternalBotOptions.Read(configuration)).AddSingleton<TimeProvider>(Time).AddSingleton<IChannelLog>(Log)
            .AddSingleton<IHostMedia>(Media).AddSingleton<IHostUploads>(this).AddSingleton<IHostAddress>(this).AddSingleton<IHostLife>(this).AddSingleton<IHostTyping>(this)
            .BuildServiceProvider();
    }

    public FakeTime Time { get; } = new();

    public MemoryLog Log { get; }

    public FakeHostMedia Media { get; } = new();

    public List<InboundItem> Stored { get; } = [];

    public List<string> Typed { get; } = [];

    public Uri? Local => new("http://localhost:5080/");

    public CancellationToken Stopping => CancellationToken.None;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A token as tokens/generate gives it.</summary>
    public string Token(string body = "{}") =>
        Get<Tokens>().Issue(TokenRequest.Read(Encoding.UTF8.GetBytes(body)).Token.ShouldNotBeNull()).Text;

    public string ConversationOf(string token) => Get<Tokens>().Read(token)!.Conversation;

    /// <summary>Starts a conversation and returns its new token.</summary>
    public async Task<string> StartAsync(string body = "{}", string start = "{}")
    {
        var (status, json) = await PostAsync("conversations", Token(body), start);
        status.ShouldBe(201);
        return json.GetProperty("token").GetString()!;
    }

    public Task<(int Status, JsonElement Json)> SayAsync(string token, string activity) => PostAsync($"conversations/{ConversationOf(token)}/activities", token, activity);

    /// <summary>One call of the durable kind, stored as the host stores it.</summary>
    public async Task<(int Status, JsonElement Json)> PostAsync(string path, string bearer, string body)
    {
        var parts = path.Split('/');
        var values = parts.Length > 1 ? new Dictionary<string, string> { ["c"] = parts[1] } : [];
        var request = new InboundRequest(
            "POST", "directline/" + path, values, new QueryCollection(), new HeaderDictionary { ["Authorization"] = $"Bearer {bearer}" }, Encoding.UTF8.GetBytes(body), null, null, Time.Now);
        var result = await Get<DirectLineReceiver>().ReceiveAsync(request, CancellationToken.None);
        var receipts = result.Items.Select(item => new CaptureReceipt("i", false, false) { Log = item.Log is { } entry ? Log.Append(entry) : null }).ToList();
        Stored.AddRange(result.Items);
        var reply = result.Reply(receipts);
        return (reply.Status, JsonSerializer.Deserialize<JsonElement>(reply.Body.Span));
    }

    public Task<SendResult> SendAsync(OutboundMessage message) => Get<DirectLineSender>().SendAsync(message, CancellationToken.None);

    public async Task<JsonElement> LastAsync(string conversation)
    {
        var records = await Log.ReadAsync(conversation, 0, 1000, CancellationToken.None);
        return JsonSerializer.Deserialize<JsonElement>(records[^1].Body);
    }

    public Task<string> AddAsync(MediaContent content, CancellationToken cancellationToken)
    {
        var id = $"m{Media.Files.Count}";
        Media.Files[id] = content;
        return Task.FromResult(id);
    }

    public void CustomerTypes(string conversationKey) => Typed.Add(conversationKey);

    public void Dispose() => _services.Dispose();
}
