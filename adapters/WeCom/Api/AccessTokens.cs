using System.Collections.Concurrent;
using Crm.Adapters.WeCom.Dealers;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom.Api;

/// <summary>One access token per (corp, secret).</summary>
internal sealed class AccessTokens(WeComHttp http, SharedTokens shared, WeComOptions options, TimeProvider time, ILogger<AccessTokens> logger)
{
    /// <summary>Asking on with a wrong secret gets our address blocked for an hour.</summary>
    private static readonly TimeSpan WrongSecretPause = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, int Code)> _shut = new();

    /// <summary>The present token.</summary>
    /// <param name="failed">A token a business call was refused with: it is replaced if it is still the present one.</param>
    public async Task<TokenAnswer> GetAsync(WeComApp app, AccessToken? failed, CancellationToken cancellationToken)
    {
        if (app.SharedFrom is { } upper && options.FindAccount(upper) is { } maker)
            return await shared.GetAsync($"token:{app.SecretId}", failed, "access_token", () => BorrowAsync(app, maker), cancellationToken);
        if (app.CorpSecret is null)
            return new(null, ApiAnswer.Failed(ErrorClass.Configuration, 0));
        return await shared.GetAsync($"token:{app.SecretId}", failed, "access_token", () => FetchAsync(app), cancellationToken);
    }

    /// <summary>The token of a shared app is asked for with the maker's; a dead one of those is replaced once.</summary>
    private async Task<ApiAnswer> BorrowAsync(WeComApp app, WeComApp maker)
    {
        AccessToken? failed = null;
        for (var attempt = 1; ; attempt++)
        {
            var (token, failure) = await GetAsync(maker, failed, CancellationToken.None);
            if (token is null)
                return failure!;
            var answer = await http.ExchangeAsync("corpgroup/corp/gettoken", $"access_token={Uri.EscapeDataString(token.Value)}",
                ApiJson.Write(new { corpid = app.CorpId, agentid = app.AgentId, business_type = SharedApps.Upstream }), CancellationToken.None);
            if (answer.Ok && answer.Text("access_token") is not null)
                return answer;
            if (answer.Class == ErrorClass.Token && attempt == 1)
            {
                failed = token;
                continue;
            }

            if (answer.Code != 0)
                WeComMetrics.ApiError("corpgroup/corp/gettoken", answer.Code);
            // Which code an unconfirmed share gets is not documented; whatever it is, asking on does not help.
            return answer.Lost || answer.Class is ErrorClass.Transient or ErrorClass.Throttled
                ? ApiAnswer.Failed(ErrorClass.Transient, 0)
                : answer with { Class = ErrorClass.Configuration, After = WrongSecretPause };
        }
    }

    private async Task<ApiAnswer> FetchAsync(WeComApp app)
    {
        var now = time.GetUtcNow();
        if (_shut.TryGetValue(app.SecretId, out var shut) && shut.Until > now)
            return ApiAnswer.Failed(ErrorClass.Configuration, shut.Code, shut.Until - now);
        var query = $"corpid={Uri.EscapeDataString(app.CorpId)}&corpsecret={Uri.EscapeDataString(app.CorpSecret!)}";
        for (var retry = 1; ; retry++)
        {
            var answer = await http.ExchangeAsync("gettoken", query, null, CancellationToken.None);
            if (answer.Ok && answer.Text("access_token") is not null)
                return answer;
            if (answer.Code != 0)
                WeComMetrics.ApiError("gettoken", answer.Code);
            // Asking twice does no harm, so a lost answer counts as busy.
            if (answer.Lost || answer.Ok)
                answer = ApiAnswer.Failed(ErrorClass.Transient, 0);
            if (answer.Class != ErrorClass.Transient || retry > Backoff.MaxRetries)
                return Classify(app, answer);
            await Task.Delay(Backoff.Before(retry), time);
        }
    }

    /// <summary>40001 here means the secret, not a token.</summary>
    private ApiAnswer Classify(WeComApp app, ApiAnswer answer)
    {
        if (answer.Class is not (ErrorClass.Token or ErrorClass.Configuration))
            return answer.Class == ErrorClass.Throttled ? answer with { After = TimeSpan.FromSeconds(60) } : answer;
        _shut[app.SecretId] = (time.GetUtcNow() + WrongSecretPause, answer.Code);
        logger.LogError("No access token for {App}: {Code}. Check CorpId and CorpSecret; next try in {Pause}. {Message}",
            app.Name, answer.Code, WrongSecretPause, Masking.Mask(answer.Text("errmsg")));
        return answer with { Class = ErrorClass.Configuration, After = WrongSecretPause };
    }
}
