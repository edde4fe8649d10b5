using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.Sms;

/// <summary>The body: <c>{"phone","sign","templateId","params":{…},"text","id"}</c>, each under the gateway's own name.</summary>
internal static class GatewayRequest
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(SmsOptions options, OutboundMessage message, string? template)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Relaxed);
        json.WriteStartObject();
        Text("phone", message.To);
        Text("sign", options.Signature);
        Text("templateId", template);
        if (template is not null && options.Fields["params"] is { Length: > 0 } values)
        {
            json.WriteStartObject(values);
            foreach (var (name, value) in message.Values)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        Text("text", (options.SignatureInText ? options.Signature : null) + Compose(message));
        Text("id", message.Id);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();

        void Text(string field, string? value)
        {
            if (value is not null && options.Fields[field] is { Length: > 0 } name)
                json.WriteString(name, value);
        }
    }

    /// <summary>A text message has no buttons: answers to offer become a numbered list.</summary>
    private static string Compose(OutboundMessage message)
    {
        if (message.Choices.Count == 0)
            return message.Text;
        var text = new StringBuilder(message.Text);
        for (var i = 0; i < message.Choices.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"\n{i + 1}. {message.Choices[i].Title}");
        return text.ToString();
    }
}
