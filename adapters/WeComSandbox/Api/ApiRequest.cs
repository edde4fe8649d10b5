using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>One call below <c>/cgi-bin/</c>.</summary>
/// <param name="Path">Without slashes at its ends.</param>
/// <param name="Query">First value of a query parameter, or null.</param>
internal sealed record ApiRequest(string Method, string Path, Func<string, string?> Query, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body, once it has been checked.</summary>
    public JsonElement Json { get; private set; }

    public void ReadBody()
    {
        if (ApiJson.HasUnicodeEscape(Body.Span))
            throw new WeComError(40033, "invalid request char, includes \\uxxxx");
        try
        {
            using var document = JsonDocument.Parse(Body);
            Json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new WeComError(40058, "invalid json");
        }

        if (Json.ValueKind != JsonValueKind.Object)
            throw new WeComError(40058, "invalid json");
    }

    public string? Text(string name) => Text(Json, name);

    public long? Number(string name) => Member(Json, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number,
        { ValueKind: JsonValueKind.String } value when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new WeComError(40058, $"{name} must be a number"),
    };

    public static string? Text(JsonElement from, string name) => Member(from, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw new WeComError(40058, $"{name} must be a string"),
    };

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Member(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Refuses a text of more UTF-8 bytes than the limit.</summary>
    public static void CheckBytes(string? text, int most, string name)
    {
        if (text is not null && Encoding.UTF8.GetByteCount(text) > most)
            throw new WeComError(45002, $"{name} exceeds {most} bytes");
    }
}
