using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>One call below <c>/cgi-bin/</c>.</summary>
/// <param name="Path">Without slashes at its ends.</param>
/// <param name="Query">First value of a query parameter, or null.</param>
/// <param name="Upload">The part named <c>media</c> of a form; null where there is none.</param>
internal sealed record ApiRequest(string Method, string Path, Func<string, string?> Query, ReadOnlyMemory<byte> Body, UploadedFile? Upload = null)
{
    private App? _app;

    /// <summary>The body, once it has been checked.</summary>
    public JsonElement Json { get; private set; }

    /// <summary>Whose token it came with.</summary>
    public App App
    {
        get => _app ?? throw new InvalidOperationException("Nobody has signed in.");
        set => _app = value;
    }

    /// <summary>Answered instead of JSON.</summary>
    public MediaFile? File { get; set; }

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

    public bool Has(string name) => Member(Json, name) is not null;

    public string? Text(string name) => Text(Json, name);

    /// <summary>A text of at least one and at most so many characters.</summary>
    public string Need(string name, int most = int.MaxValue, int missing = 40058) =>
        Short(name, most) is { Length: > 0 } text ? text : throw new WeComError(missing, $"{name} missing");

    /// <summary>A text of at most so many characters, or null.</summary>
    public string? Short(string name, int most) => Short(Json, name, most);

    public long? Number(string name) => Number(Json, name);

    public long Number(string name, long least, long most, long absent) =>
        Number(name) is not { } number ? absent : number >= least && number <= most ? number : throw new WeComError(40058, $"{name} must be {least} to {most}");

    public bool? Flag(string name) => Member(Json, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Number(name) is { } number and (0 or 1) ? number == 1 : throw new WeComError(40058, $"{name} must be true or false"),
    };

    /// <summary>A list of texts; null where it is absent.</summary>
    public List<string>? Texts(string name, int most, int tooMany = 40058) => Texts(Json, name, most, tooMany);

    public static List<string>? Texts(JsonElement from, string name, int most, int tooMany = 40058)
    {
        if (Items(from, name) is not { } items)
            return null;
        if (items.Count > most)
            throw new WeComError(tooMany, $"{name} has more than {most} entries");
        return items.TrueForAll(item => item.ValueKind == JsonValueKind.String)
            ? [.. items.Select(item => item.GetString()!)]
            : throw new WeComError(40058, $"{name} must be a list of strings");
    }

    public static List<JsonElement>? Items(JsonElement from, string name) => Member(from, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        _ => throw new WeComError(40058, $"{name} must be a list"),
    };

    public static long? Number(JsonElement from, string name) => Member(from, name) switch
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

    public static string? Short(JsonElement from, string name, int most)
    {
        var text = Text(from, name);
        return text is null || new StringInfo(text).LengthInTextElements <= most ? text : throw new WeComError(40058, $"{name} has more than {most} characters");
    }

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Member(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Refuses a text of more UTF-8 bytes than the limit.</summary>
    public static void CheckBytes(string? text, int most, string name)
    {
        if (text is not null && Encoding.UTF8.GetByteCount(text) > most)
            throw new WeComError(45002, $"{name} exceeds {most} bytes");
    }

    /// <summary>A text that is there, within its bytes.</summary>
    public static string Filled(JsonElement body, string name, int most, int whenEmpty)
    {
        var text = Text(body, name);
        if (string.IsNullOrWhiteSpace(text))
            throw new WeComError(whenEmpty, $"{name} is empty");
        CheckBytes(text, most, name);
        return text;
    }
}

/// <summary>The file of a multipart upload.</summary>
/// <param name="FileName">Null where the part has none.</param>
internal sealed record UploadedFile(string? FileName, byte[] Content);
