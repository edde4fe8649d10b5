namespace Crm.Adapters.WeCom.Api;

/// <summary>Tickets for page signatures: two kinds with small quotas (400 and 100 an hour), kept like tokens (spec/wecom.md 4.7).</summary>
internal sealed class Tickets(WeComApi api, SharedTokens shared)
{
    public Task<TokenAnswer> OfCompanyAsync(WeComApp app, CancellationToken cancellationToken) =>
        GetAsync(app, $"ticket:{app.SecretId}:company", new ApiCall("get_jsapi_ticket", Repeatable: true), cancellationToken);

    public Task<TokenAnswer> OfAppAsync(WeComApp app, CancellationToken cancellationToken) =>
        GetAsync(app, $"ticket:{app.SecretId}:app", new ApiCall("ticket/get", Query: "type=agent_config", Repeatable: true), cancellationToken);

    private Task<TokenAnswer> GetAsync(WeComApp app, string key, ApiCall call, CancellationToken cancellationToken) =>
        shared.GetAsync(key, null, "ticket", () => api.CallAsync(app, call, CancellationToken.None), cancellationToken);
}
