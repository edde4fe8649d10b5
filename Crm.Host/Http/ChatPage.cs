using Crm.Plugins.Core.ChatKeys;

namespace Crm.Host.Http;

/// <summary>
/// The chat page. Only the sites that the key names may put it into a frame; the key itself is public. Web Chat sets its
/// styles in the page and shows pictures it has just been given, so its policy is a little wider than that of other pages.
/// </summary>
internal static class ChatPage
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors ";

    public static void Map(WebApplication app, Func<IResult> page) =>
        app.MapGet("/chat", async (HttpContext context, string? key) =>
        {
            var origins = await context.RequestServices.GetRequiredService<OpenChat>().OriginsAsync(key) ?? [];
            context.Response.Headers.ContentSecurityPolicy = Policy + string.Join(' ', origins.Prepend("'self'"));
            return page();
        }).AllowAnonymous().ExcludeFromDescription();
}
