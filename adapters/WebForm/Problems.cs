using System.Buffers;
using System.Text.Json;
using Crm.Adapters.WebForm.Inquiries;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm;

/// <summary>The refusals of the JSON route as <c>application/problem+json</c> with a stable <c>code</c>.</summary>
internal static class Problems
{
    public static readonly ChannelReply NotFound =
        Problem(404, "not-found", "There is no such route.");

    public static readonly ChannelReply NoCaller =
        Problem(401, "api-key-missing", "Send Authorization: Bearer with an API key.");

    public static readonly ChannelReply KeyMissing =
        Problem(400, "idempotency-key-missing", "Send an Idempotency-Key header, new for each inquiry and the same when you repeat it.");

    public static readonly ChannelReply KeyInvalid =
        Problem(400, "idempotency-key-invalid", "An Idempotency-Key is one value of 1 to 128 printable ASCII characters.");

    public static readonly ChannelReply NotJson =
        Problem(400, "not-json", "The body must be one JSON object in UTF-8.");

    public static readonly ChannelReply KeyRunning =
        Problem(409, "idempotency-in-progress", "The first request with this Idempotency-Key is still running. Repeat it in a moment.");

    public static readonly ChannelReply KeyConflict =
        Problem(422, "idempotency-conflict", "This Idempotency-Key was used for another body. Send a new key for a new inquiry.");

    public static readonly ChannelReply NotForm =
        Problem(415, "not-form", "Send the form as application/x-www-form-urlencoded.");

    public static ChannelReply Invalid(IReadOnlyList<FieldError> errors) =>
        Problem(422, "validation", "Some members have the wrong type or value. Nothing was stored.", errors);

    private static ChannelReply Problem(int status, string code, string detail, IReadOnlyList<FieldError>? errors = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, InquiryReply.Json);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", code);
        json.WriteNumber("status", status);
        json.WriteString("code", code);
        json.WriteString("detail", detail);
        if (errors is not null)
        {
            json.WriteStartArray("errors");
            foreach (var error in errors)
            {
                json.WriteStartObject();
                json.WriteString("pointer", error.Pointer);
                json.WriteString("code", error.Code);
                json.WriteString("message", error.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return new ChannelReply(status, "application/problem+json", buffer.WrittenMemory);
    }
}
