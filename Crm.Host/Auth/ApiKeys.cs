using Crm.Host.Plugins;
using Crm.Plugins.Core.Accounts;

namespace Crm.Host.Auth;

/// <summary>The keys of intake routes: the same tokens as on the API, with a scope for intake.</summary>
internal sealed class ApiKeys(BootstrapToken bootstrap, ApiTokens tokens, KeyLimits limits) : IApiKeys
{
    public async ValueTask<ApiKeyResult> CheckAsync(HttpContext context, string scope)
    {
        if (BearerHandler.Read(context.Request) is not { } secret) return new ApiKeyResult(ApiKeyOutcome.Refused);
        if (bootstrap.Is(secret)) return new ApiKeyResult(ApiKeyOutcome.Accepted, BootstrapToken.Id);
        if (await tokens.CheckAsync(secret) is not { } token) return new ApiKeyResult(ApiKeyOutcome.Refused);
        if (!TokenScopes.AllowIntake(token.Scopes, scope)) return new ApiKeyResult(ApiKeyOutcome.Forbidden, token.Id);
        return limits.TryTake(token, out var wait)
            ? new ApiKeyResult(ApiKeyOutcome.Accepted, token.Id)
            : new ApiKeyResult(ApiKeyOutcome.RateLimited, token.Id, wait);
    }
}
