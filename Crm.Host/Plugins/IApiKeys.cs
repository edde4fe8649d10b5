namespace Crm.Host.Plugins;

/// <summary>Checks the key of a request to a route with <c>"auth": "api-key"</c>.</summary>
public interface IApiKeys
{
    /// <param name="scope"><c>in:{plugin}</c></param>
    ValueTask<ApiKeyResult> CheckAsync(HttpContext context, string scope);
}

/// <param name="Caller">Id of the key; the plugin sees it as <c>InboundRequest.Caller</c>.</param>
/// <param name="RetryAfter">For <see cref="ApiKeyOutcome.RateLimited"/>.</param>
public readonly record struct ApiKeyResult(ApiKeyOutcome Outcome, string? Caller = null, TimeSpan? RetryAfter = null);

public enum ApiKeyOutcome
{
    /// <summary>No key, or one nobody knows.</summary>
    Refused,
    /// <summary>A good key without the scope.</summary>
    Forbidden,
    RateLimited,
    Accepted,
}
