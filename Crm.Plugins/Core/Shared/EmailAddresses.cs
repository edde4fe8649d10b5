using System.Text;

namespace Crm.Plugins.Core.Shared;

/// <summary>E-mail addresses as people type them.</summary>
public static class EmailAddresses
{
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "none", "no", "na", "nil", "null", "noemail", "nomail", "no-email", "unknown", "notprovided", "n",
    };

    /// <summary>
    /// Trimmed, with a lower-case domain; null for what is no address and for known placeholders such as
    /// <c>none@none.com</c>. The part before the @ keeps its case.
    /// </summary>
    public static string? Normalise(string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw) || raw.Length > 320)
            return null;
        var text = raw.Normalize(NormalizationForm.FormKC).Trim().Trim('<', '>');
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            text = text[7..];

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || at != text.LastIndexOf('@') || text.Length > 254)
            return null;
        string local = text[..at], domain = text[(at + 1)..].ToLowerInvariant();
        return IsLocal(local) && IsDomain(domain) && !IsPlaceholder(local, domain) ? $"{local}@{domain}" : null;
    }

    private static bool IsLocal(string local) =>
        !local.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>' or '"' or '(' or ')');

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length > 1 && labels.All(l =>
            l.Length is > 0 and <= 63 && l[0] != '-' && l[^1] != '-' && l.All(c => char.IsLetterOrDigit(c) || c == '-'));
    }

    private static bool IsPlaceholder(string local, string domain) =>
        Placeholders.Contains(local) && (Placeholders.Contains(domain[..domain.IndexOf('.', StringComparison.Ordinal)])
            || domain is "email.com" or "mail.com");
}
