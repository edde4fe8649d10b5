using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Crm.Host.Http;
using Crm.Plugins.Core.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace Crm.Host.Auth;

/// <summary>What a known caller must still show: a person's page its CSRF token, a machine's token its scope and measure.</summary>
internal sealed class CallerChecks(RequestDelegate next, KeyLimits limits)
{
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return next(context);
        return context.Features.Get<ApiToken>() is { } token ? TokenAsync(context, token) : PersonAsync(context);
    }

    private Task TokenAsync(HttpContext context, ApiToken token)
    {
        if (!limits.TryTake(token, out var wait))
        {
            Problems.RetryAfter(context, wait);
            return Problems.WriteAsync(context, 429, "rate-limited", "Too many requests with this token; wait as long as Retry-After says.");
        }

        return TokenScopes.Allow(token.Scopes, ApiPath.Resource(context.Request.Path), Reads(context.Request.Method))
            ? next(context)
            : Problems.WriteAsync(context, 403, "scope-missing", "The token lacks the scope for this route.");
    }

    private Task PersonAsync(HttpContext context)
    {
        if (Reads(context.Request.Method) || context.User.Identity?.AuthenticationType is not (Principals.Cookie or MySession.Scheme) || ShowsCsrfToken(context)) return next(context);
        return Problems.WriteAsync(context, 403, "csrf", "Send the session's csrfToken in the header X-CSRF-Token.");
    }

    private static bool ShowsCsrfToken(HttpContext context) =>
        context.User.FindFirstValue(Principals.CsrfClaim) is { Length: > 0 } expected
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(context.Request.Headers["X-CSRF-Token"].ToString()));

    private static bool Reads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
