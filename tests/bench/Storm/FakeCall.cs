using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Crm.Bench.Storm;

/// <summary>One business call with its body, read as strictly as the platform reads it.</summary>
internal sealed class FakeCall
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public FakeCall(string path, IQueryCollection query, string text)
    {
        Path = path;
        Query = query;
        if (text.Contains("\\u", StringComparison.OrdinalIgnoreCase))
            Refusal = Error(40033, "invalid charset");
        if (text.Length == 0)
            return;
        try
        {
            Body = JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            Refusal ??= Error(40058, "invalid json");
        }
    }

    public string Path { get; }

    public IQueryCollection Query { get; }

    public JsonElement Body { get; }

    public object? Refusal { get; }

    public string Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static object Error(int code, string message) => new { errcode = code, errmsg = message };
}
