using Microsoft.Extensions.Primitives;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>The Idempotency-Key header: a structured-field string in quotes, or the bare value many clients send.</summary>
internal static class IdempotencyKey
{
    public const int MaxLength = 128;

    /// <summary>Null where there is none or it is empty; the same text for the quoted and the bare form.</summary>
    public static string? Read(StringValues header, out bool invalid)
    {
        invalid = header.Count > 1;
        var text = header.Count == 1 ? header[0]?.Trim() : null;
        if (string.IsNullOrEmpty(text))
            return null;
        if (text is ['"', .. var inner, '"'])
            text = inner;
        if (text.Length == 0)
            return null;
        invalid = text.Length > MaxLength || text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.Contains('"');
        return text;
    }
}
