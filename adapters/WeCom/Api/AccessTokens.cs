using System.Collections.Concurrent;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom.Api;

/// <summary>
/// One access token per (corp, secret), shared by all nodes through the plugin state. Callers that need a new one at
/// the same moment wait for one fetch together; the old token stays until the new one is there.
/// </summary>
internal sealed class AccessTokens(WeComHttp http, IPluginState state, TimeProvider time, ILogger<AccessTokens> logger)
{
    private static readonly TimeSpan EarlyRenewal = TimeSpan.FromSeconds(300);

    /// <summary>Asking on with a wrong secret gets our address blocked for an hour.</summary>
    private static readonly TimeSpan WrongSecretPause = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Slot> _slots = new();

    /// <summary>The present token.</summary>
    /// <param name="failed">A token a business call was refused with: it is replaced if it is still the present one.</param>
    public Task<TokenAnswer> GetAsync(WeComApp app, AccessToken? failed, CancellationToken cancellationToken)
    {
        if (app.CorpSecret is null)
            return Task.FromResult(new TokenAnswer(null, ApiAnswer.Failed(ErrorClass.Configuration, 0)));
        var slot = _slots.GetOrAdd(app.SecretId, _ => new Slot());
        lock (slot.Gate)
        {
            var now = time.GetUtcNow();
            if (slot.Token is { } token && !ReferenceEquals(token, failed) && token.GoodUntil > now)
                return Task.FromResult(new TokenAnswer(token, null));
            if (slot.ShutUntil > now)
                return Task.FromResult(new TokenAnswer(null, ApiAnswer.Failed(ErrorClass.Configuration, slot.ShutCode, slot.ShutUntil - now)));
            // Not the caller's cancellation: the others wait for the same fetch.
            slot.Running ??= Task.Run(() => RunAsync(slot, app, failed), CancellationToken.None);
            return slot.Running.WaitAsync(cancellationToken);
        }
    }

    private async Task<TokenAnswer> RunAsync(Slot slot, WeComApp app, AccessToken? failed)
    {
        try
        {
            var answer = await RenewAsync(app, failed);
            lock (slot.Gate)
            {
                slot.Token = answer.Token ?? slot.Token;
                if (answer.Failure is { Class: ErrorClass.Configuration, Code: > 0 } wrong)
                    (slot.ShutUntil, slot.ShutCode) = (time.GetUtcNow() + WrongSecretPause, wrong.Code);
            }

            return answer;
        }
        finally
        {
            lock (slot.Gate)
                slot.Running = null;
        }
    }

    private async Task<TokenAnswer> RenewAsync(WeComApp app, AccessToken? failed)
    {
        var key = $"token:{app.SecretId}";
        var entry = await state.GetAsync(key, CancellationToken.None);
        if (Usable(entry, failed) is { } shared)
            return new(shared, null);
        var answer = await FetchAsync(app);
        if (!answer.Ok)
            return new(null, answer);
        var now = time.GetUtcNow();
        var life = TimeSpan.FromSeconds(Math.Clamp(answer.Body.Number("expires_in"), 2, 7 * 86400));
        var token = new AccessToken(answer.Text("access_token")!, now, now + (life > 2 * EarlyRenewal ? life - EarlyRenewal : life / 2));
        if (await state.TrySetAsync(key, token.ToJson(), entry?.Version ?? 0, token.GoodUntil, CancellationToken.None))
            return new(token, null);
        // Another node was first. Theirs wins, so that all nodes use one; ours stays good as well.
        return new(Usable(await state.GetAsync(key, CancellationToken.None), failed) ?? token, null);
    }

    private AccessToken? Usable(StateEntry? entry, AccessToken? failed) =>
        entry is not null && AccessToken.FromJson(entry.Value) is { } token && token.GoodUntil > time.GetUtcNow() && token.Supersedes(failed)
            ? token
            : null;

    private async Task<ApiAnswer> FetchAsync(WeComApp app)
    {
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
        logger.LogError("No access token for {App}: {Code}. Check CorpId and CorpSecret; next try in {Pause}. {Message}",
            app.Name, answer.Code, WrongSecretPause, Masking.Mask(answer.Text("errmsg")));
        return answer with { Class = ErrorClass.Configuration, After = WrongSecretPause };
    }

    private sealed class Slot
    {
        public readonly Lock Gate = new();
        public AccessToken? Token;
        public Task<TokenAnswer>? Running;
        public DateTimeOffset ShutUntil;
        public int ShutCode;
    }
}
