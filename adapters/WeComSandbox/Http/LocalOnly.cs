using System.Net;
using Microsoft.AspNetCore.Http;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>
/// The sandbox has no sign-in: it lets anybody play any customer. So it answers only this machine, unless the operator
/// says otherwise, and its phone page only itself.
/// </summary>
internal static class LocalOnly
{
    public static RequestDelegate Guard(bool allowRemote, RequestDelegate next) => context =>
        allowRemote || IsLocal(context)
            ? next(context)
            : JsonHttp.Problem(context, 403, "local-only", "The sandbox answers this machine only. Set AllowRemote to change that.");

    /// <summary>Refuses writes that another site made a browser send.</summary>
    public static RequestDelegate SameSite(RequestDelegate next) => context =>
        HttpMethods.IsGet(context.Request.Method) || IsOwnPage(context.Request)
            ? next(context)
            : JsonHttp.Problem(context, 403, "cross-site", "Another site may not write here.");

    private static bool IsLocal(HttpContext context)
    {
        var request = context.Request;
        // Behind a proxy on this machine everybody would look local.
        if (request.Headers.ContainsKey("X-Forwarded-For") || request.Headers.ContainsKey("Forwarded"))
            return false;
        // A foreign name for this machine is how a web page reaches into it (DNS rebinding).
        var host = request.Host.Host.Trim('[', ']');
        var named = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
        return named && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);
    }

    /// <summary>Programs send neither header and are not the danger; every browser sends at least one with a write.</summary>
    private static bool IsOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
            return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
