using System.Globalization;

namespace Crm.Adapters.WebForm.Inquiries;

/// <summary>ISO 8601 with an offset: without one a time means nothing across zones, so it is refused.</summary>
internal static class IsoInstant
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        var hasOffset = text.Length > 16 && (text[^1] is 'Z' || text.AsSpan(16).ContainsAny('+', '-'));
        return hasOffset && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }
}
