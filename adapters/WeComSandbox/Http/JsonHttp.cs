using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>JSON as our own API writes it: camelCase, instants in UTC with milliseconds, absent instead of null.</summary>
internal static class JsonHttp
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new Instant() },
    };

    public const int MostBytes = 1 << 20;

    /// <summary>The whole body, or null when it is larger.</summary>
    public static async Task<byte[]?> Body(HttpRequest request, int most = MostBytes)
    {
        if (request.ContentLength > most)
            return null;
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0;)
        {
            if (buffer.Length + read > most)
                return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>Null, with the refusal already written, where the body is no JSON of this shape.</summary>
    public static async Task<T?> Read<T>(HttpContext context) where T : class
    {
        // A form of another site cannot send this type without asking first.
        if (context.Request.HasJsonContentType() && await Body(context.Request) is { } bytes)
        {
            try
            {
                if (JsonSerializer.Deserialize<T>(bytes, Options) is { } read)
                    return read;
            }
            catch (JsonException)
            {
                // Answered below.
            }
        }

        await Problem(context, 400, "not-json", "Send a JSON object as application/json.");
        return null;
    }

    public static Task Write(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, Options, context.RequestAborted);
    }

    public static Task Problem(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { type = "about:blank", title = code, status, code, detail }, Options, "application/problem+json", context.RequestAborted);
    }

    private sealed class Instant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
