using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>Which page a browser calls from.</summary>
internal static class Origins
{
    /// <summary>Our own page: browsers leave the header out when such a page merely reads.</summary>
    public const string Self = "self";

    /// <summary>The page's origin, <see cref="Self"/>, or null for callers that are no browser.</summary>
    public static string? Of(IHeaderDictionary headers)
    {
        var origin = headers.Origin.ToString();
        if (origin.Length == 0) return headers["Sec-Fetch-Site"] == "same-origin" ? Self : null;
        return Authority(origin) is { } authority && authority.Equals(headers.Host.ToString(), StringComparison.OrdinalIgnoreCase) ? Self : origin;
    }

    /// <summary>Whether a token for these origins serves the caller. Only the secret speaks for callers without a page.</summary>
    public static bool Trusts(IReadOnlyList<string> trusted, IHeaderDictionary headers) =>
        trusted.Count == 0 || Of(headers) switch
        {
            null => false,
            Self => trusted.Any(origin => Authority(origin)?.Equals(headers.Host.ToString(), StringComparison.OrdinalIgnoreCase) == true),
            var origin => trusted.Contains(origin, StringComparer.OrdinalIgnoreCase),
        };

    private static string? Authority(string origin) => origin.IndexOf("://", StringComparison.Ordinal) is > 0 and var at ? origin[(at + 3)..] : null;
}
