using Microsoft.Extensions.FileProviders;

namespace Crm.Host.Http;

/// <summary>The built web pages: landing page, desk, sandbox phone and My service. All but the first route inside the page, so every path below them is theirs.</summary>
internal static class WebPages
{
    private const string Missing =
        "The web pages are not part of this build.\nBuild the host without -p:SkipWeb=true (it needs Node.js 20.19 or newer); the API works without them.\n";

    public static void Map(WebApplication app)
    {
        var manifest = Path.Combine(AppContext.BaseDirectory, app.Environment.ApplicationName + ".staticwebassets.endpoints.json");
        if (File.Exists(manifest))
        {
            // Without this a host run from its build folder forbids every cache; only files with a hash in their name are kept.
            app.Configuration["EnableStaticAssetsDevelopmentCaching"] = "true";
            app.MapStaticAssets(manifest).AllowAnonymous();
        }
        else app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => Cache(file.Context) });

        var files = app.Environment.WebRootFileProvider;
        app.MapGet("/", () => Page(files, "index.html")).AllowAnonymous().ExcludeFromDescription();
        ChatPage.Map(app, () => Page(files, "chat/index.html"));
        foreach (var site in new[] { "desk", "phone", "my" })
            app.MapGet($"/{site}/{{**path:nonfile}}", () => Page(files, $"{site}/index.html")).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Page(IFileProvider files, string path)
    {
        var file = files.GetFileInfo(path);
        return file is { Exists: true, PhysicalPath: { } place } ? new Html(place) : TypedResults.Text(Missing, statusCode: 404);
    }

    /// <summary>Files below <c>assets/</c> have a hash of their content in the name, so they never change.</summary>
    private static void Cache(HttpContext context) => context.Response.Headers.CacheControl =
        context.Request.Path.Value!.Contains("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";

    private sealed class Html(string place) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-cache";
            return TypedResults.PhysicalFile(place, "text/html; charset=utf-8", lastModified: File.GetLastWriteTimeUtc(place)).ExecuteAsync(httpContext);
        }
    }
}
