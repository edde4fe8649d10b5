using Crm.Plugins.Contract;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>A body that was understood.</summary>
/// <param name="Fingerprint">SHA-256 (hex) that does not change with member order, blanks or escapes.</param>
internal sealed record ParsedInquiry(InquiryForm Form, InquirySource? Source, string? Locale, string Fingerprint)
{
    /// <summary>Who it is, by what they typed; the host normalises.</summary>
    public IReadOnlyList<ChannelIdentity> Identities => (Form.Phone, Form.Email) switch
    {
        ({ } phone, { } email) => [new ChannelIdentity("phone", phone), new ChannelIdentity("email", email)],
        ({ } phone, null) => [new ChannelIdentity("phone", phone)],
        (null, { } email) => [new ChannelIdentity("email", email)],
        _ => [],
    };

    public InboundItem ToItem(InboundRequest request, string dedupKey, string contentType) => new()
    {
        DedupKey = dedupKey,
        Kind = InboundKind.Form,
        OccurredAt = request.ReceivedAt,
        Raw = request.Body,
        RawContentType = contentType,
        Fingerprint = Fingerprint,
        Identities = Identities,
        DisplayName = Form.Name,
        Form = Form,
        Source = Source,
        Locale = Locale,
    };
}
