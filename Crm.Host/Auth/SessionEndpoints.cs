using System.Security.Claims;
using Crm.Host.Http;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Host.Auth;

/// <summary><c>/api/v1/session</c>: signing in and out with a cookie.</summary>
internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("session");
        session.MapPost("", SignIn).AllowAnonymous();
        session.MapGet("", Show);
        session.MapDelete("", SignOut);
        session.MapPost("/password", ChangePassword);
    }

    private static async Task<SessionView> SignIn(HttpContext context, Users users, SignInThrottle throttle, TimeProvider time, SignInBody body)
    {
        var attempt = Enter(throttle, context, body.UserName);
        var user = await users.SignInAsync(body.UserName, body.Password, context.Connection.RemoteIpAddress?.ToString())
            ?? throw new ProblemException(401, "invalid-credentials", "User name or password is wrong.");
        attempt.Succeeded();
        return await StartAsync(context, user, time);
    }

    private static async Task<SessionView> Show(HttpContext context, UserCache users, Caller caller, TimeProvider time) =>
        !caller.IsAutomation && await users.GetAsync(caller.Id) is { } user ? SessionView.Of(user, context.User, time) : throw ProblemException.NotSignedIn();

    private static async Task<NoContent> SignOut(HttpContext context, EndedSessions sessions, Caller caller)
    {
        if (context.User.FindFirstValue(Principals.SessionClaim) is { } session)
        {
            await sessions.EndAsync(session, caller.Id);
            await context.SignOutAsync(Principals.Cookie);
        }

        return TypedResults.NoContent();
    }

    /// <summary>Ends the user's other sessions; this one goes on with a new CSRF token.</summary>
    private static async Task<SessionView> ChangePassword(
        HttpContext context, Users users, SignInThrottle throttle, TimeProvider time, Caller caller, PasswordBody body)
    {
        if (caller.IsAutomation) throw ProblemException.Forbidden();
        var attempt = Enter(throttle, context, caller.Id);
        var user = await users.ChangeOwnPasswordAsync(caller, body.CurrentPassword, body.NewPassword)
            ?? throw ProblemException.Invalid("wrong-password", "currentPassword is not your password.");
        attempt.Succeeded();
        return await StartAsync(context, user, time);
    }

    private static SignInThrottle.Attempt Enter(SignInThrottle throttle, HttpContext context, string? name)
    {
        if (throttle.TryEnter(name, context.Connection.RemoteIpAddress, out var attempt, out var wait)) return attempt;
        Problems.RetryAfter(context, wait);
        throw new ProblemException(429, "too-many-attempts", "Too many tries; wait as long as Retry-After says.");
    }

    private static async Task<SessionView> StartAsync(HttpContext context, User user, TimeProvider time)
    {
        var principal = Principals.Of(user);
        await context.SignInAsync(Principals.Cookie, principal);
        return SessionView.Of(user, principal, time);
    }
}

public sealed record SignInBody(string? UserName, string? Password);

public sealed record PasswordBody(string? CurrentPassword, string? NewPassword);

/// <param name="CsrfToken">Goes into the header <c>X-CSRF-Token</c> of every write.</param>
public sealed record SessionView(SessionUser User, string CsrfToken, string ServerTime)
{
    internal static SessionView Of(User user, ClaimsPrincipal principal, TimeProvider time) => new(
        new SessionUser(user.Id, user.UserName, user.DisplayName, Words.Of(user.Role), user.DealerId, user.Locale),
        principal.FindFirstValue(Principals.CsrfClaim) ?? "", Instants.Iso(time.GetUtcNow()));
}

public sealed record SessionUser(string Id, string UserName, string DisplayName, string Role, string? DealerId, string Locale);
