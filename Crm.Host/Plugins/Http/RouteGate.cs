using Crm.Host.Plugins.Manifests;

namespace Crm.Host.Plugins.Http;

/// <summary>Who may use a route: by key, by address, or anybody.</summary>
internal sealed class RouteGate(PerIpLimit perIp)
{
    /// <summary>Id of the accepted key.</summary>
    public string? Caller { get; private set; }

    /// <summary>False where the request was refused and answered.</summary>
    public async ValueTask<bool> AdmitAsync(HttpContext context, string pluginId, ManifestRoute route)
    {
        if (route.RateLimit == RouteRateLimit.PerIp && !perIp.TryTake(context.Connection.RemoteIpAddress, out var wait))
        {
            await PluginProblems.WriteAsync(context, 429, "rate-limited", "Too many requests from this address.", wait);
            return false;
        }

        if (route.Auth != RouteAuth.ApiKey) return true;
        var key = await context.RequestServices.GetRequiredService<IApiKeys>().CheckAsync(context, $"in:{pluginId}");
        Caller = key.Caller;
        switch (key.Outcome)
        {
            case ApiKeyOutcome.Accepted:
                return true;
            case ApiKeyOutcome.Forbidden:
                await PluginProblems.WriteAsync(context, 403, "scope-missing", $"The key lacks the scope in:{pluginId}.");
                return false;
            case ApiKeyOutcome.RateLimited:
                await PluginProblems.WriteAsync(context, 429, "rate-limited", "Too many requests with this key.", key.RetryAfter ?? TimeSpan.FromSeconds(1));
                return false;
            default:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await PluginProblems.WriteAsync(context, 401, "invalid-api-key", "Send a key as Authorization: Bearer.");
                return false;
        }
    }
}
