using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom.Api;

/// <summary>One call of the platform's API.</summary>
/// <param name="Path">Below <c>/cgi-bin/</c>; also the name its limits and errors are counted by.</param>
/// <param name="Body">Null = GET.</param>
/// <param name="Query">Further query, already escaped.</param>
/// <param name="Repeatable">Doing it twice does no harm, so a lost answer may be asked for again.</param>
/// <param name="GiveUpAt">No further try after this instant.</param>
/// <param name="ContentType">Of the body where it is not JSON.</param>
/// <param name="File">Set where the answer is a file.</param>
internal sealed record ApiCall(
    string Path, byte[]? Body = null, string? Query = null, bool Repeatable = false, DateTimeOffset? GiveUpAt = null,
    string? ContentType = null, FileWanted? File = null);

/// <summary>Calls with token, local limits, and the few retries that are known to be safe.</summary>
internal sealed class WeComApi(WeComHttp http, AccessTokens tokens, Features features, TimeProvider time, ILogger<WeComApi> logger)
{
    private static readonly TimeSpan AlertEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string CorpId, string Path), ApiGate> _gates = new();
    private readonly ConcurrentDictionary<(string App, int Code), DateTimeOffset> _alerts = new();

    public async Task<ApiAnswer> CallAsync(WeComApp app, ApiCall call, CancellationToken cancellationToken)
    {
        if (features.Resting(app, call.Path) is { } resting)
            return resting;
        var gate = _gates.GetOrAdd((app.CorpId, call.Path), _ => new ApiGate(time));
        AccessToken? failed = null;
        for (var retry = 1; ;)
        {
            if (gate.Enter() is { } wait)
                return ApiAnswer.Failed(ErrorClass.Throttled, 0, wait);
            var (token, failure) = await tokens.GetAsync(app, failed, cancellationToken);
            if (token is null)
            {
                features.Report(app, call.Path, failure!);
                return failure!;
            }

            var answer = await OnceAsync(gate, call, token, cancellationToken);
            Report(app, call, answer);
            features.Report(app, call.Path, answer);
            if (answer.Class == ErrorClass.Transient || answer.Lost)
                gate.Failed();
            else if (answer.Class != ErrorClass.Throttled)
                gate.Passed();
            if (answer.Class == ErrorClass.Throttled)
                return answer with { After = gate.Refused(answer.Code) };
            if (answer.Class == ErrorClass.Token && failed is null)
            {
                failed = token;
                continue;
            }

            var mayRepeat = answer.Class == ErrorClass.Transient || answer.Lost && call.Repeatable;
            var pause = Backoff.Before(retry);
            if (!mayRepeat || retry > Backoff.MaxRetries || time.GetUtcNow() + pause >= call.GiveUpAt)
                return answer with { Tries = retry };

            retry++;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private Task<ApiAnswer> OnceAsync(ApiGate gate, ApiCall call, AccessToken token, CancellationToken cancellationToken)
    {
        var query = $"access_token={Uri.EscapeDataString(token.Value)}{(call.Query is null ? "" : "&" + call.Query)}";
        return gate.RunAsync(() => http.ExchangeAsync(call.Path, query, call.Body, cancellationToken, call.ContentType, call.File), cancellationToken);
    }

    /// <summary>Errors only the operator can mend are told once an hour; the rest goes by in the log.</summary>
    private void Report(WeComApp app, ApiCall call, ApiAnswer answer)
    {
        if (answer.Code == 0)
            return;
        WeComMetrics.ApiError(call.Path, answer.Code);
        var level = answer.Class == ErrorClass.Configuration && AlertIsDue(app, answer.Code) ? LogLevel.Error : LogLevel.Information;
        logger.Log(level, "{Api} for {App} answered {Code} ({Class}): {Message}",
            call.Path, app.Name, answer.Code, answer.Class, Masking.Mask(answer.Text("errmsg")));
    }

    private bool AlertIsDue(WeComApp app, int code)
    {
        var now = time.GetUtcNow();
        if (_alerts.TryGetValue((app.Name, code), out var last) && now - last < AlertEvery)
            return false;
        _alerts[(app.Name, code)] = now;
        return true;
    }
}
