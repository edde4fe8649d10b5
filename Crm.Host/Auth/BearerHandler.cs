using System.Text.Encodings.Web;
using Crm.Host.Http;
using Crm.Plugins.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Crm.Host.Auth;

/// <summary>
/// Reads <c>Authorization: Bearer</c> on the API. Intake routes check their keys themselves (<see cref="ApiKeys"/>), and
/// what other routes make of the header is not ours to judge.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BootstrapToken bootstrap, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Word = "Bearer ";

    /// <summary>The token of a request, or null where it has none.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Word, StringComparison.OrdinalIgnoreCase) && header.Length > Word.Length
            ? header[Word.Length..].Trim()
            : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!ApiPath.Covers(Request.Path) || Read(Request) is not { } secret) return AuthenticateResult.NoResult();
        if (bootstrap.Is(secret)) return Success(Principals.Bootstrap);
        if (await tokens.CheckAsync(secret) is not { } token) return AuthenticateResult.Fail("Unknown, expired or revoked.");
        Context.Features.Set(token);
        return Success(Principals.Of(token));
    }

    private static AuthenticateResult Success(System.Security.Claims.ClaimsPrincipal who) =>
        AuthenticateResult.Success(new AuthenticationTicket(who, Principals.Bearer));
}
