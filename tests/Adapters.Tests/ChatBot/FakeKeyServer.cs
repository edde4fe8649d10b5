using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Adapters.Tests.ChatBot;

/// <summary>The platform's key server: metadata and keys of channels, and of emulators. Anything else is refused.</summary>
internal sealed class FakeKeyServer : HttpMessageHandler
{
    public const string ChannelMetadata = "https://login.test/channel/openid";
    public const string EmulatorMetadata = "https://login.test/emulator/openid";

    private int _channelFetches;
    private int _emulatorFetches;

    public List<JsonObject> ChannelKeys { get; } = [];

    public List<JsonObject> EmulatorKeys { get; } = [];

    public bool Down { get; set; }

    /// <summary>Answers wait for it, so that many ask before the first is answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int ChannelFetches => Volatile.Read(ref _channelFetches);

    public int EmulatorFetches => Volatile.Read(ref _emulatorFetches);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.ToString();
        if (address == ChannelMetadata) Interlocked.Increment(ref _channelFetches);
        if (address == EmulatorMetadata) Interlocked.Increment(ref _emulatorFetches);
        await Gate;
        if (Down) return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        return address switch
        {
            ChannelMetadata => Json(new JsonObject { ["issuer"] = "ignored", ["jwks_uri"] = "https://login.test/channel/keys" }),
            EmulatorMetadata => Json(new JsonObject { ["jwks_uri"] = "https://login.test/emulator/keys" }),
            "https://login.test/channel/keys" => Json(Set(ChannelKeys)),
            "https://login.test/emulator/keys" => Json(Set(EmulatorKeys)),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private static JsonObject Set(IEnumerable<JsonObject> keys) => new() { ["keys"] = new JsonArray([.. keys.Select(key => key.DeepClone())]) };

    private static HttpResponseMessage Json(JsonObject body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}
