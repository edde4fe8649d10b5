using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Plugins.Contract;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// Tokens as JSON web tokens, signed with HS256: clients look into them for the user's id without being able to check
/// them. The algorithm is ours, not the token's.
/// </summary>
internal sealed class Tokens(Keys keys, DirectLineOptions options, TimeProvider time)
{
    private const string Purpose = "token";
    private const string Issuer = "crm";
    private const string Audience = "directline";
    private const int MaxLength = 8 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>The same token with a new life.</summary>
    public (DirectLineToken Token, string Text) Issue(DirectLineToken token)
    {
        var now = time.GetUtcNow();
        var fresh = token with { IssuedAt = now, ExpiresAt = now + options.TokenLife };
        return (fresh, Write(fresh));
    }

    /// <summary>Null for what is not one of ours, or was changed. An expired one is returned: its holder hears so.</summary>
    public DirectLineToken? Read(string text)
    {
        if (text.Length > MaxLength || text.Split('.') is not [var header, var payload, var signature]) return null;
        try
        {
            var head = Json(header);
            if (Text(head, "alg") != "HS256" || Text(head, "kid") is not { } kid) return null;
            if (!keys.Verify(Purpose, Encoding.ASCII.GetBytes($"{header}.{payload}"), Signature(signature), kid)) return null;
            return Of(Json(payload));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DirectLineToken? Of(JsonElement claims)
    {
        if (Text(claims, "iss") != Issuer || Text(claims, "aud") != Audience || Text(claims, "conv") is not { } conversation) return null;
        string[] origins = claims.TryGetProperty("origins", out var list) ? [.. list.EnumerateArray().Select(origin => origin.GetString()!)] : [];
        return new DirectLineToken(conversation, Text(claims, "user"), Text(claims, "name"), origins, claims.TryGetProperty("started", out _), At(claims, "iat"), At(claims, "exp"))
        {
            Dealer = Text(claims, "dealer"), Campaign = Text(claims, "campaign"), Scene = Text(claims, "scene"),
        };
    }

    private string Write(DirectLineToken token)
    {
        var claims = new JsonObject
        {
            ["iss"] = Issuer, ["aud"] = Audience, ["sub"] = token.Conversation, ["conv"] = token.Conversation,
            ["iat"] = token.IssuedAt.ToUnixTimeSeconds(), ["exp"] = token.ExpiresAt.ToUnixTimeSeconds(), ["jti"] = Ids.New(token.IssuedAt),
        };
        foreach (var (name, value) in new[] { ("user", token.User), ("name", token.UserName), ("dealer", token.Dealer), ("campaign", token.Campaign), ("scene", token.Scene) })
            if (value is not null) claims[name] = value;
        if (token.Origins.Count > 0) claims["origins"] = new JsonArray([.. token.Origins.Select(origin => (JsonNode)origin)]);
        if (token.Started) claims["started"] = true;
        var header = new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT", ["kid"] = keys.NewestId };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{WebEncoders.Base64UrlEncode(keys.Sign(Purpose, Encoding.ASCII.GetBytes(signed)))}";
    }

    // Everything outside ASCII is escaped: clients decode it byte by byte.
    private static string Encode(JsonObject json) => WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(json.ToJsonString()));

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(WebEncoders.Base64UrlDecode(part), Strict);
        return document.RootElement.Clone();
    }

    private static byte[] Signature(string part) => WebEncoders.Base64UrlDecode(part) is { Length: 32 } bytes ? bytes : throw new FormatException("No signature.");

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset At(JsonElement json, string name) => DateTimeOffset.FromUnixTimeSeconds(json.GetProperty(name).GetInt64());
}
