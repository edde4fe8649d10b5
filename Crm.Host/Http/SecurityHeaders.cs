namespace Crm.Host.Http;

/// <summary>
/// Headers that keep pages and answers to themselves. What a plugin sets on its own answer stays: the embeddable form says
/// itself who may frame it.
/// </summary>
internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public static Task Middleware(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return next(context);
    }

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        if (ApiPath.IsPrivate(context.Request.Path)) headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }
}
