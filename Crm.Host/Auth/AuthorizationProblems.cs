using Crm.Host.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Crm.Host.Auth;

/// <summary>401 and 403 as problem+json instead of a redirect to a page nobody has.</summary>
internal sealed class AuthorizationProblems : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        if (authorizeResult.Forbidden && context.User.Identity?.IsAuthenticated == true)
            return Problems.WriteAsync(context, 403, "forbidden", "Your role does not allow this.");

        if (ApiPath.IsMy(context.Request.Path)) return Problems.WriteAsync(context, 401, "my-session-needed", "Open the link we sent you once more.");
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Request.Headers.Authorization.Count > 0
            ? Problems.WriteAsync(context, 401, "invalid-api-key", "The bearer token is unknown, expired or revoked.")
            : Problems.WriteAsync(context, 401, "not-signed-in", "Sign in or send a bearer token.");
    }
}
