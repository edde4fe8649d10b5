using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// Lets pages elsewhere read our answers, errors too: without these headers a page sees status 0 and its client tries again
/// instead of failing, and without <c>x-requested-with</c> it connects for ever.
/// </summary>
internal sealed class Cors(DirectLineOptions options)
{
    private static readonly Dictionary<string, string> None = [];

    /// <param name="cookies">For the one call that browsers make with cookies: no wildcard then.</param>
    public IReadOnlyDictionary<string, string> Headers(IHeaderDictionary request, bool cookies = false)
    {
        var origin = request.Origin.ToString();
        if (origin.Length == 0) return None;
        var all = options.AllowedOrigins.Contains("*");
        if (!all && !options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return new Dictionary<string, string> { ["Vary"] = "Origin" };
        var headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = all && !cookies ? "*" : origin, ["Access-Control-Expose-Headers"] = "Retry-After" };
        if (!all || cookies) headers["Vary"] = "Origin";
        if (cookies) headers["Access-Control-Allow-Credentials"] = "true";
        return headers;
    }

    /// <summary>The answer to a browser that asks first.</summary>
    public IReadOnlyDictionary<string, string> Preflight(IHeaderDictionary request, bool cookies = false) => new Dictionary<string, string>(Headers(request, cookies))
    {
        ["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS",
        ["Access-Control-Allow-Headers"] = "authorization, content-type, x-ms-bot-agent, x-requested-with, content-disposition",
        ["Access-Control-Max-Age"] = "7200",
    };
}
