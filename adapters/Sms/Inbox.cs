using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.Sms;

/// <summary>
/// <c>POST inbox</c> <c>{"from","text","at"?,"id"?}</c>: what people answer, such as 退订 or STOP. The conversation is the phone number.
/// </summary>
internal static class Inbox
{
    private const int MostText = 4000;

    public static InboundResult Receive(InboundRequest request, string countryCode)
    {
        if (!TryRead(request.Body, out var from, out var text, out var at, out var id))
            return InboundResult.Answer(Problem(400, "not-json", "Send {from, text, at?, id?} as JSON strings."));
        if (PhoneNumber.ToE164(from, countryCode) is not { } phone)
            return InboundResult.Answer(Problem(422, "validation", "from is no phone number."));
        var occurred = DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var given) ? given : request.ReceivedAt;
        // Without an id and a time the minute of receipt tells a gateway's repeat from a second STOP next week.
        var when = at.Length > 0 ? at : request.ReceivedAt.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
        var item = new InboundItem
        {
            DedupKey = id.Length is > 0 and <= 150 ? "sms:" + id : "sms:" + Hash($"{phone}\n{when}\n{id}\n{text}"),
            Kind = InboundKind.Message,
            OccurredAt = occurred,
            Raw = request.Body,
            Identities = [new ChannelIdentity("phone", phone)],
            ConversationKey = phone,
            ReplyTo = phone,
            Message = new ChatMessage("text", text.Length > MostText ? text[..MostText] : text),
        };
        return new InboundResult { Items = [item], Reply = receipts => Stored(receipts[0].InquiryId) };
    }

    private static bool TryRead(ReadOnlyMemory<byte> body, out string from, out string text, out string at, out string id)
    {
        from = text = at = id = "";
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            from = Text(root, "from");
            text = Text(root, "text").Replace("\0", "", StringComparison.Ordinal);
            at = Text(root, "at");
            id = Text(root, "id");
            return from.Length > 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString()! : "";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static ChannelReply Stored(string inquiry) =>
        new(202, "application/json", Encoding.UTF8.GetBytes($$"""{"inquiryId":"{{inquiry}}"}"""));

    private static ChannelReply Problem(int status, string code, string detail) => new(status, "application/problem+json",
        Encoding.UTF8.GetBytes($$"""{"type":"about:blank","title":"{{code}}","status":{{status}},"code":"{{code}}","detail":"{{detail}}"}"""));
}
