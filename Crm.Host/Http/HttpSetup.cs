using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Crm.Host.Auth;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Crm.Host.Http;

public static class HttpSetup
{
    public static IServiceCollection AddCrmHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new IsoInstants());
            // Chinese stays readable; the answers are JSON and never part of a page.
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.PostConfigure<LoggerFilterOptions>(LogPrivacy.Apply);
        services.AddOpenApi("v1", OpenApiSetup.Configure);
        return services;
    }

    /// <summary>Headers, errors, who calls and whether they may. Before everything that answers.</summary>
    public static WebApplication UseCrmHttp(this WebApplication app)
    {
        app.Use(SecurityHeaders.Middleware);
        app.UseStatusCodePages(status => Problems.WriteAsync(status.HttpContext));
        app.UseMiddleware<ProblemMiddleware>();
        // Whoever opens a socket keeps it alive in the channel's own way; a timer for each would be in vain.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<CallerChecks>();
        return app;
    }

    /// <summary>Health, the description of the API, and the web pages.</summary>
    public static WebApplication MapCrmWeb(this WebApplication app)
    {
        Health.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        WebPages.Map(app);
        return app;
    }
}
