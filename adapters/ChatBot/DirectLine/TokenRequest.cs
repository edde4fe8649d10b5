using System.Text.Json.Nodes;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// The body of <c>tokens/generate</c>: who the token is bound to, which pages it serves, and, beyond the protocol, where the
/// visitor came from: <c>dealer</c> (code), <c>campaign</c>, <c>scene</c>.
/// </summary>
internal static class TokenRequest
{
    public const int MaxBytes = 16 * 1024;
    private const int MaxText = 100;
    private const int MostOrigins = 20;

    /// <summary>A token for a new conversation.</summary>
    public static (DirectLineToken? Token, DirectLineError? Error) Read(ReadOnlyMemory<byte>? given)
    {
        if (given is not { } bytes) return (null, DirectLineError.TooBig);
        JsonObject body = [];
        if (bytes.Span.Trim(" \r\n\t"u8).Length > 0)
        {
            var (parsed, error) = ActivityRules.Parse(bytes.Span);
            if (parsed is null) return (null, error);
            body = parsed;
        }

        if (body["user"] is not (null or JsonObject)) return (null, DirectLineError.Bad("user must be an object."));
        var user = body["user"] as JsonObject ?? [];
        var id = ActivityRules.Text(user, "id");
        if (user["id"] is not null && (id is null || !id.StartsWith("dl_", StringComparison.Ordinal) || id.Length > 128))
            return (null, DirectLineError.Bad("A user id bound to a token begins with dl_ and has at most 128 characters."));
        if (Origins(body) is not { } origins) return (null, DirectLineError.Bad($"trustedOrigins must be at most {MostOrigins} addresses such as https://www.example.com."));
        var token = new DirectLineToken(Conversations.NewId(), id, Short(user, "name"), origins, false, default, default)
        {
            Dealer = Short(body, "dealer"), Campaign = Short(body, "campaign"), Scene = Short(body, "scene"),
        };
        return (token, null);
    }

    private static string[]? Origins(JsonObject body)
    {
        if (body["trustedOrigins"] is null) return [];
        if (body["trustedOrigins"] is not JsonArray { Count: <= MostOrigins } list) return null;
        var origins = new List<string>();
        foreach (var item in list)
        {
            if (item is not JsonValue value || !value.TryGetValue(out string? text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
            origins.Add(uri.GetLeftPart(UriPartial.Authority));
        }

        return [.. origins];
    }

    private static string? Short(JsonObject json, string name) => ActivityRules.Text(json, name) is { Length: > 0 and <= MaxText } text ? text : null;
}
