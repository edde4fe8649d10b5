using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Tests.Support.Bots;

/// <summary>A channel's key and the address where the host finds it.</summary>
public sealed class ChannelKeys : IAsyncDisposable
{
    private const string Kid = "channel";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly WebApplication _app;

    private ChannelKeys()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/openid", (HttpRequest request) => Results.Text(
            new JsonObject { ["jwks_uri"] = $"http://{request.Host}/keys" }.ToJsonString(), "application/json"));
        _app.MapGet("/keys", () => Results.Text(Set(), "application/json"));
    }

    public string Metadata => $"{_app.Urls.First()}/openid";

    public static async Task<ChannelKeys> StartAsync()
    {
        var keys = new ChannelKeys();
        await keys._app.StartAsync();
        return keys;
    }

    /// <summary>A channel's token for the whole run, as channels use theirs for an hour.</summary>
    public string Token(string appId, string serviceUrl)
    {
        var now = TimeProvider.System.GetUtcNow();
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = Kid };
        var claims = new JsonObject
        {
            ["iss"] = "https://api.botframework.com", ["aud"] = appId, ["serviceurl"] = serviceUrl,
            ["nbf"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private string Set()
    {
        var key = _rsa.ExportParameters(false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Kid, ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent),
            ["endorsements"] = new JsonArray("msteams"),
        };
        return new JsonObject { ["keys"] = new JsonArray(jwk) }.ToJsonString();
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
