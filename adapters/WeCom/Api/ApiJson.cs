using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Adapters.WeCom.Api;

/// <summary>
/// Request bodies. Some APIs refuse <c>\uXXXX</c> (error 40033), and every encoder of the framework writes emoji that
/// way, so strings are written by hand: quotes, backslashes and line breaks escaped, other control characters dropped.
/// </summary>
internal static class ApiJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new PlainStrings() },
    };

    public static byte[] Write<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append(c);
                    break;
                case '\n':
                    quoted.Append("\\n");
                    break;
                case '\r':
                    quoted.Append("\\r");
                    break;
                case '\t':
                    quoted.Append("\\t");
                    break;
                case >= ' ':
                    quoted.Append(c);
                    break;
            }
        }

        return quoted.Append('"').ToString();
    }

    private sealed class PlainStrings : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        // As bytes, because that replaces a lone surrogate where the text overload would throw.
        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteRawValue(Encoding.UTF8.GetBytes(Quote(value)), skipInputValidation: true);
    }
}
