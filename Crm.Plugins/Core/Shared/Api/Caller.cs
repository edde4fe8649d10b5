using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Crm.Plugins.Core.Shared.Api;

/// <summary>What a caller may see and do. Dealers see their own rows only; the SQL of each slice says so.</summary>
public enum Role
{
    Admin,
    Lead,
    Agent,
    Dealer,
}

/// <summary>Who asks. Bound from the signed-in user or the API token; every use case takes it.</summary>
/// <param name="DealerId">Set for, and only for, <see cref="Role.Dealer"/>.</param>
/// <param name="IsAutomation">A token rather than a person.</param>
public sealed record Caller(string Id, string Name, Role Role, string? DealerId, bool IsAutomation)
{
    public const string IdClaim = "crm:id";
    public const string RoleClaim = "crm:role";
    public const string DealerClaim = "crm:dealer";
    public const string AutomationClaim = "crm:automation";

    public bool IsDealer => Role == Role.Dealer;

    /// <summary>Refuses with 403 unless the role is one of <paramref name="roles"/>.</summary>
    public void MustBe(params ReadOnlySpan<Role> roles)
    {
        if (!roles.Contains(Role)) throw ProblemException.Forbidden();
    }

    /// <summary>Minimal-API binding; the authorization policy has run before, so claims are there.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(From(context.User));

    public static Caller From(ClaimsPrincipal user)
    {
        var role = Words.TryParse<Role>(user.FindFirstValue(RoleClaim)) ?? throw ProblemException.NotSignedIn();
        var dealer = user.FindFirstValue(DealerClaim);
        if (role == Role.Dealer == string.IsNullOrEmpty(dealer)) throw ProblemException.Forbidden();
        return new Caller(user.FindFirstValue(IdClaim) ?? "", user.Identity?.Name ?? "", role, dealer, user.HasClaim(AutomationClaim, "1"));
    }
}
