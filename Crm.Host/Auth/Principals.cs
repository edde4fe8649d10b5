using System.Security.Claims;
using System.Security.Cryptography;
using Crm.Plugins.Core.Accounts;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;

namespace Crm.Host.Auth;

/// <summary>Users and tokens as claims, in the form that <see cref="Caller.From"/> reads.</summary>
internal static class Principals
{
    public const string Cookie = "crm-cookie";
    public const string Bearer = "crm-bearer";
    public const string StampClaim = "crm:stamp";
    public const string CsrfClaim = "crm:csrf";
    public const string SessionClaim = "crm:session";

    public static ClaimsPrincipal Bootstrap { get; } = Of(Bearer, BootstrapToken.Id, "bootstrap token", Role.Admin, null, new Claim(Caller.AutomationClaim, "1"));

    public static ClaimsPrincipal Of(ApiToken token) =>
        Of(Bearer, token.Id, token.Name, token.Role, token.DealerId, new Claim(Caller.AutomationClaim, "1"));

    /// <summary>A new session with an id and a CSRF token of its own.</summary>
    public static ClaimsPrincipal Of(User user) => Of(
        Cookie, user.Id, user.DisplayName, user.Role, user.DealerId,
        new Claim(StampClaim, user.Stamp), new Claim(SessionClaim, NewSecret()), new Claim(CsrfClaim, NewSecret()));

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static ClaimsPrincipal Of(string scheme, string id, string name, Role role, string? dealerId, params ReadOnlySpan<Claim> more)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, Caller.RoleClaim);
        identity.AddClaim(new Claim(Caller.IdClaim, id));
        identity.AddClaim(new Claim(ClaimTypes.Name, name));
        identity.AddClaim(new Claim(Caller.RoleClaim, Words.Of(role)));
        if (dealerId is not null) identity.AddClaim(new Claim(Caller.DealerClaim, dealerId));
        foreach (var claim in more) identity.AddClaim(claim);
        return new ClaimsPrincipal(identity);
    }
}
