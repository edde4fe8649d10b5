using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Connector;
using Crm.Adapters.ChatBot.DirectLine;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>
/// Tokens we sign as a channel: towards the bot with the address it may answer to, and for the bot itself where it buys
/// its own here. Bots find our keys through <c>.well-known/openidconfiguration</c>.
/// </summary>
internal sealed class ChannelTokens(ChannelKey key, ExternalBotOptions options, PublicAddress address, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private static readonly TimeSpan EarlyRenewal = TimeSpan.FromMinutes(5);
    private static readonly string[] Endorsed = ["directline", "webchat"];

    private volatile Issued? _toBot;

    /// <summary>Who we are to bots; also the root of the addresses below.</summary>
    public string Issuer => $"{address.Http}/in/chatbot";

    /// <summary>Where bots answer.</summary>
    public string ServiceUrl => $"{Issuer}/connector/";

    public async Task<string> ToBotAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_toBot is { } issued && issued.Until > now && issued.Issuer == Issuer) return issued.Token;
        var token = await SignAsync(options.AppId, new JsonObject { ["serviceurl"] = ServiceUrl }, cancellationToken);
        _toBot = new Issued(token, Issuer, now + Life - EarlyRenewal);
        return token;
    }

    public Task<string> OfBotAsync(CancellationToken cancellationToken) =>
        SignAsync(Issuer, new JsonObject { ["appid"] = options.AppId, ["ver"] = "1.0" }, cancellationToken);

    public JsonObject Metadata() => new()
    {
        ["issuer"] = Issuer, ["jwks_uri"] = $"{Issuer}/.well-known/keys", ["token_endpoint"] = $"{Issuer}/connector/token",
        ["authorization_endpoint"] = $"{Issuer}/connector/token", ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post"),
    };

    public async Task<JsonObject> KeysAsync(CancellationToken cancellationToken) =>
        new() { ["keys"] = new JsonArray(ChannelKey.Jwk(await key.GetAsync(cancellationToken), Endorsed)) };

    private async Task<string> SignAsync(string audience, JsonObject claims, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rsa = await key.GetAsync(cancellationToken);
        claims["iss"] = Issuer;
        claims["aud"] = audience;
        claims["nbf"] = now.ToUnixTimeSeconds();
        claims["exp"] = (now + Life).ToUnixTimeSeconds();
        return SignedToken.Write(rsa, new JsonObject { ["kid"] = ChannelKey.Id(rsa) }, claims);
    }

    private sealed record Issued(string Token, string Issuer, DateTimeOffset Until);
}
