using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>Writes the 202 from nothing but the receipt, so that a repeat gets the same bytes as the first.</summary>
internal static class InquiryReply
{
    /// <summary>Chinese stays readable; the content type keeps browsers from taking it for HTML.</summary>
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static ChannelReply Accepted(CaptureReceipt receipt)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        var json = _writer ??= new Utf8JsonWriter(Stream.Null, Json);
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("inquiryId"u8, receipt.InquiryId);
        if (receipt.LeadId is { } lead)
            json.WriteString("leadId"u8, lead);
        if (receipt.ComplaintId is { } complaint)
            json.WriteString("complaintId"u8, complaint);
        if (receipt.Promise is { } promise)
            Write(json, promise);
        if (receipt.Warnings is { Count: > 0 } warnings)
        {
            json.WriteStartArray("warnings"u8);
            foreach (var warning in warnings)
                json.WriteStringValue(warning);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return new ChannelReply(202, "application/json", buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter json, PromiseReceipt promise)
    {
        json.WriteStartObject("promise"u8);
        json.WriteString("id"u8, promise.Id);
        Write(json, "windowStart"u8, promise.WindowStart);
        Write(json, "dueAt"u8, promise.DueAt);
        json.WriteString("timeZone"u8, promise.TimeZone);
        json.WriteString("text"u8, promise.Text);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset at)
    {
        Span<byte> text = stackalloc byte[32];
        at.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }
}
