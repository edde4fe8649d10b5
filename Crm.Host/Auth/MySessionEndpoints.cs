using System.Security.Claims;
using Crm.Host.Http;
using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Host.Auth;

/// <summary><c>/api/my</c>: the customer's page, opened by a link and closed by itself.</summary>
internal static class MySessionEndpoints
{
    public static void Map(WebApplication app)
    {
        var my = app.MapGroup("/api/my").RequireAuthorization(policy => policy.AddAuthenticationSchemes(MySession.Scheme, MyBearer.SchemeName).RequireClaim(MyCaller.CustomerClaim));
        my.AddEndpointFilter(LimitAsync);
        var session = my.MapGroup("/session").WithTags("my");
        session.MapPost("", Open).AllowAnonymous();
        session.MapGet("", Show);
        session.MapDelete("", Close);
        my.MapMyService();
    }

    /// <summary>The link's secret comes in the body, so it stands in no address and no log.</summary>
    private static async Task<MySessionView> Open(HttpContext context, MyLinks links, MyLimits limits, MyOpening body)
    {
        if (!limits.MayOpen(context.Connection.RemoteIpAddress, out var wait)) throw TooMany(context, wait);
        var opened = await links.OpenAsync(body.Token);
        if (opened.Outcome != LinkOutcome.Opened)
            throw opened.Outcome == LinkOutcome.Unknown
                ? new ProblemException(401, "link-unknown", "This link is not complete, or not one of ours. Copy it once more.")
                : new ProblemException(410, opened.Outcome == LinkOutcome.Expired ? "link-expired" : "link-revoked", "This link is no longer good. Ask us for a new one.");
        var principal = MySession.Of(opened.CustomerId, opened.Generation);
        await context.SignInAsync(MySession.Scheme, principal);
        return MySessionView.Of(principal);
    }

    private static MySessionView Show(HttpContext context) => MySessionView.Of(context.User);

    private static async Task<NoContent> Close(HttpContext context, MyCaller _)
    {
        await context.SignOutAsync(MySession.Scheme);
        return TypedResults.NoContent();
    }

    private static async ValueTask<object?> LimitAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (context.User.FindFirstValue(MyCaller.CustomerClaim) is { } customer
            && !context.RequestServices.GetRequiredService<MyLimits>().MayAsk(customer, out var wait)) throw TooMany(context, wait);
        return await next(invocation);
    }

    private static ProblemException TooMany(HttpContext context, TimeSpan wait)
    {
        Problems.RetryAfter(context, wait);
        return new ProblemException(429, "rate-limited", "Too many requests; wait as long as Retry-After says.");
    }
}

/// <param name="Token">What stands behind the # of the link.</param>
public sealed record MyOpening(string? Token);

/// <param name="CsrfToken">Goes into the header <c>X-CSRF-Token</c> of every change.</param>
public sealed record MySessionView(string CsrfToken)
{
    internal static MySessionView Of(ClaimsPrincipal principal) => new(principal.FindFirstValue(Principals.CsrfClaim) ?? "");
}
