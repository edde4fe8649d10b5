using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Crm.Plugins.Core.My;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Crm.Host.Auth;

/// <summary>
/// The same session as <see cref="MySession"/>, in a header: <c>Authorization: My …</c>. The chat stands in a frame on a
/// dealer's site, where browsers send no cookie of ours. What is sent by hand needs no CSRF token.
/// </summary>
internal sealed class MyBearer(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptionsMonitor<CookieAuthenticationOptions> cookies, MyLinks links)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "crm-my-bearer";
    private const string Word = "My ";

    /// <summary>Seals a session into a header's value, good as long as the cookie would be.</summary>
    public static string Seal(CookieAuthenticationOptions cookie, ClaimsPrincipal principal, DateTimeOffset now) => cookie.TicketDataFormat.Protect(
        new AuthenticationTicket(principal, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + cookie.ExpireTimeSpan }, SchemeName));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Word, StringComparison.Ordinal)) return AuthenticateResult.NoResult();
        var ticket = cookies.Get(MySession.Scheme).TicketDataFormat.Unprotect(header[Word.Length..].Trim());
        if (ticket is null || !(ticket.Properties.ExpiresUtc > TimeProvider.GetUtcNow())) return AuthenticateResult.Fail("Not ours, or over.");
        var who = ticket.Principal;
        return who.FindFirstValue(MyCaller.CustomerClaim) is { } customer
            && int.TryParse(who.FindFirstValue(MyCaller.GenerationClaim), CultureInfo.InvariantCulture, out var generation) && await links.IsCurrentAsync(customer, generation)
            ? AuthenticateResult.Success(new AuthenticationTicket(who, SchemeName))
            : AuthenticateResult.Fail("Taken back.");
    }
}
