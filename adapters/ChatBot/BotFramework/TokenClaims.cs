using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>What a token says of itself, believed only once its signature is checked. Claims that are no string count as absent.</summary>
internal sealed record TokenClaims(string? Issuer, string? Audience, string? Version, string? AppId, string? ServiceUrl)
{
    /// <summary>Null where the token cannot be read.</summary>
    public static (JsonWebToken Token, TokenClaims Claims)? Read(string text)
    {
        try
        {
            var token = new JsonWebToken(text);
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
            var version = Text(payload, "ver");
            return (token, new TokenClaims(Text(payload, "iss"), Text(payload, "aud"), version, version switch
            {
                null or "" or "1.0" => Text(payload, "appid"),
                "2.0" => Text(payload, "azp"),
                _ => null,
            }, Text(payload, "serviceurl")));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>Another bot's token: it names its own app besides ours. Only a guess of which checks apply.</summary>
    public bool LooksLikeSkill(Cloud cloud) => Version is not null && Audience is { Length: > 0 } && Audience != cloud.Issuer && AppId is { Length: > 0 } && AppId != Audience;

    private static string? Text(JsonDocument payload, string name) =>
        payload.RootElement.ValueKind == JsonValueKind.Object && payload.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
