using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Adapters.Tests.Sms;
using Crm.Adapters.WeComSandbox;
using Crm.Adapters.WeComSandbox.Wire;
using Crm.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Adapters.Tests.WeComSandbox;

/// <summary>The simulated platform on a real port, and beside it a receiver that opens what the platform posts.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Kf = "wkSandbox01";
    private const string Token = "sandboxToken01";
    private const string Key = "alga0hf8lK3vr04Hfnmugy2vJC60mqpD87Llq8sFrcE";
    private readonly CallbackCipher _cipher = new(Token, Key, "ww01");
    private readonly ConcurrentDictionary<string, CallbackCipher> _ciphers = new();
    private readonly HttpClient _http = new();
    private LocalServer _server = null!;

    private Bench()
    {
    }

    public FakeTime Time { get; } = new();

    public WeComPlatform Platform { get; private set; } = null!;

    public Uri Address => _server.Address;

    public HttpClient Http => _http;

    /// <summary>Inner messages in the order they were accepted or refused.</summary>
    public ConcurrentQueue<XElement> Inbox { get; } = new();

    public ConcurrentQueue<string> Nonces { get; } = new();

    /// <summary>How the receiver answers; 200 and nothing unless told otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<Bench> StartAsync(Func<WeComPlatformOptions, WeComPlatformOptions>? change = null)
    {
        var bench = new Bench();
        LocalServer? server = null;
        var options = new WeComPlatformOptions
        {
            CorpId = "ww01", CorpSecret = "secret01", AgentId = 1000002, Token = Token, EncodingAESKey = Key, OpenKfId = Kf,
            CallbackUrl = () => new Uri(server!.Address, "callback"),
            // Leaves the five-second limit as the only timer of a callback.
            CallbackPause = TimeSpan.Zero,
        };
        bench.Platform = new WeComPlatform(change?.Invoke(options) ?? options, bench.Time, bench._http);
        server = bench._server = await LocalServer.StartAsync(app =>
        {
            app.MapGet("/callback", bench.Echo);
            app.MapPost("/callback", bench.Receive);
            app.MapWeComPlatform(bench.Platform);
        });
        return bench;
    }

    public async Task<string> AccessToken()
    {
        var answer = await Get("gettoken?corpid=ww01&corpsecret=secret01");
        return answer.GetProperty("access_token").GetString()!;
    }

    /// <summary>A GET below cgi-bin, as it stands.</summary>
    public async Task<JsonElement> Get(string call) => await _http.GetFromJsonAsync<JsonElement>(new Uri(Address, "cgi-bin/" + call));

    /// <summary>A POST with a valid token.</summary>
    public async Task<JsonElement> Post(string call, string json) =>
        await PostWith(await AccessToken(), call, json);

    /// <summary>A GET with a valid token.</summary>
    public async Task<JsonElement> Ask(string call) => await Get($"{call}{(call.Contains('?') ? '&' : '?')}access_token={await AccessToken()}");

    /// <summary>A POST with a valid token.</summary>
    public Task<JsonElement> Call(string call, object body) => Post(call, JsonSerializer.Serialize(body, Plain));

    /// <summary>Posts a file as a form; the part's header as it stands.</summary>
    public async Task<JsonElement> Upload(string call, string disposition, byte[] content)
    {
        var separator = call.Contains('?') ? '&' : '?';
        byte[] body = [.. Encoding.UTF8.GetBytes($"--edge\r\nContent-Disposition: {disposition}\r\nContent-Type: application/octet-stream\r\n\r\n"), .. content, .. "\r\n--edge--\r\n"u8];
        using var form = new ByteArrayContent(body);
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=edge");
        using var response = await _http.PostAsync(new Uri(Address, $"cgi-bin/{call}{separator}access_token={await AccessToken()}"), form);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A picture that is good enough; its media_id.</summary>
    public async Task<string> Picture() => (await Upload("media/upload?type=image", "form-data; name=\"media\"; filename=\"a.png\"", [0x89, 0x50, 0x4E, 0x47, 0, 0])).Text("media_id");

    /// <summary>What the receiver got since the last question, once the platform is quiet.</summary>
    public async Task<List<XElement>> Events()
    {
        await Platform.WhenQuiet();
        var events = new List<XElement>();
        while (Inbox.TryDequeue(out var xml))
            events.Add(xml);
        return events;
    }

    public async Task<JsonElement> PostWith(string token, string call, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(Address, $"cgi-bin/{call}?access_token={token}"), content);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<JsonElement> SendKf(string customer, string text, string? msgid = null) => Post("kf/send_msg", JsonSerializer.Serialize(
        new Dictionary<string, object?> { ["touser"] = customer, ["open_kfid"] = Kf, ["msgtype"] = "text", ["text"] = new { content = text }, ["msgid"] = msgid },
        Plain));

    public static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string[] List(params string[] items) => items;

    public string Encrypt(string text) => _cipher.Encrypt(text);

    public string Sign(string timestamp, string nonce, string encrypted) => _cipher.Sign(timestamp, nonce, encrypted);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private Task Echo(HttpContext context)
    {
        var query = context.Request.Query;
        var echo = query["echostr"].ToString();
        return Sign(query["timestamp"]!, query["nonce"]!, echo) == query["msg_signature"]
            ? context.Response.WriteAsync(_cipher.Decrypt(echo))
            : Task.FromException(new InvalidOperationException("bad signature"));
    }

    private async Task Receive(HttpContext context)
    {
        var query = context.Request.Query;
        var envelope = await XElement.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted);
        var encrypted = envelope.Element("Encrypt")!.Value;
        if (Sign(query["timestamp"]!, query["nonce"]!, encrypted) != query["msg_signature"])
            throw new InvalidOperationException("bad signature");
        Nonces.Enqueue(query["nonce"]!);
        var corp = envelope.Element("ToUserName")!.Value;
        Inbox.Enqueue(XElement.Parse(_ciphers.GetOrAdd(corp, id => new CallbackCipher(Token, Key, id)).Decrypt(encrypted)));
        await Answer(context);
    }
}

internal static class AnswerReading
{
    public static int Code(this JsonElement answer) => answer.GetProperty("errcode").GetInt32();

    public static string Text(this JsonElement from, string name) => from.GetProperty(name).GetString()!;

    public static string Value(this XElement xml, string name) => xml.Element(name)?.Value ?? "";
}
