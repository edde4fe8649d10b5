using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Crm.Plugins.Core.My;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Crm.Host.Auth;

/// <summary>
/// The cookie of a customer who opened a link to My service. It opens that page and nothing else: the API of our own people
/// never looks at it. It is not renewed; after its time the link is needed again.
/// </summary>
internal static class MySession
{
    public const string Scheme = "crm-my";

    public static void Configure(CookieAuthenticationOptions options, MyOptions my)
    {
        options.Cookie.Name = "crm_my";
        options.Cookie.Path = "/api/my";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(my.SessionMinutes);
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <param name="scheme">How the session is shown: by the cookie, or in a header.</param>
    public static ClaimsPrincipal Of(string customerId, int generation, string scheme = Scheme)
    {
        var identity = new ClaimsIdentity(scheme);
        identity.AddClaim(new Claim(MyCaller.CustomerClaim, customerId));
        identity.AddClaim(new Claim(MyCaller.GenerationClaim, generation.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(Principals.CsrfClaim, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Links that were taken back close the pages they opened, with the next request and on every node.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var links = context.HttpContext.RequestServices.GetRequiredService<MyLinks>();
        if (context.Principal?.FindFirstValue(MyCaller.CustomerClaim) is not { } customer
            || !int.TryParse(context.Principal.FindFirstValue(MyCaller.GenerationClaim), CultureInfo.InvariantCulture, out var generation)
            || !await links.IsCurrentAsync(customer, generation)) context.RejectPrincipal();
    }
}
