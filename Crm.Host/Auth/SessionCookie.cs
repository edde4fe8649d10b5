using System.Security.Claims;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Crm.Host.Auth;

/// <summary>The cookie of people who signed in.</summary>
internal static class SessionCookie
{
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "crm_session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = EndedSessions.CookieLife;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>
    /// A session that was signed out is over at once, whoever kept a copy of its cookie. A disabled user, or one with a new
    /// password or role, is out, on other nodes within <see cref="UserCache.Life"/>.
    /// </summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var (id, stamp) = (context.Principal?.FindFirstValue(Caller.IdClaim), context.Principal?.FindFirstValue(Principals.StampClaim));
        var users = context.HttpContext.RequestServices.GetRequiredService<UserCache>();
        var user = id is null ? null : await users.GetAsync(id);
        if (user is not { Active: true } || user.Stamp != stamp || await IsOverAsync(context)) context.RejectPrincipal();
    }

    private static async Task<bool> IsOverAsync(CookieValidatePrincipalContext context) =>
        context.Principal!.FindFirstValue(Principals.SessionClaim) is not { } session
        || await context.HttpContext.RequestServices.GetRequiredService<EndedSessions>().HasAsync(session);
}
