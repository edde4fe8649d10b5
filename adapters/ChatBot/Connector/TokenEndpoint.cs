using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>Asks the login service for a token (OAuth client credentials). Only <c>temporarily_unavailable</c> is tried again here; the rest waits in the outbox.</summary>
internal sealed class TokenEndpoint(HttpClient http, ClientCredential credential, ConnectorOptions options, TimeProvider time, ILogger<TokenEndpoint> logger)
{
    private const int MostTries = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    /// <summary>Beyond it the callers have given up.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(18);

    /// <summary>Asking on with a wrong secret gets an app locked out.</summary>
    private static readonly TimeSpan WrongSecretPause = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, FetchAnswer Refusal)> _shut = new();

    public async Task<FetchAnswer> FetchAsync(string scope)
    {
        if (_shut.TryGetValue(scope, out var shut) && shut.Until > time.GetUtcNow()) return shut.Refusal;
        var giveUp = time.GetUtcNow() + Longest;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, wait, again) = await AskAsync(scope);
            if (answer is { Token: null, MayPass: false })
            {
                _shut[scope] = (time.GetUtcNow() + WrongSecretPause, answer);
                logger.LogError("The login service gives no token for {Scope}: {Reason}. Check AppId and its secret or certificate; next try in {Pause}", scope, answer.Reason, WrongSecretPause);
            }

            var pause = wait ?? TimeSpan.FromMilliseconds(50 + Random.Shared.Next(50));
            if (!again || attempt == MostTries || time.GetUtcNow() + pause + Timeout > giveUp) return answer;
            await Task.Delay(pause, time);
        }
    }

    private async Task<(FetchAnswer Answer, TimeSpan? Wait, bool Again)> AskAsync(string scope)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.TokenUrl);
        request.Content = new FormUrlEncodedContent(credential.Form(scope));
        try
        {
            using var response = await http.SendAsync(request, timeout.Token);
            var body = Read(await response.Content.ReadAsStringAsync(timeout.Token));
            var wait = RetryAfter.Of(response, time.GetUtcNow());
            if (response.IsSuccessStatusCode && (string?)body?["access_token"] is { Length: > 0 } token)
                return (new(new FetchedToken(token, TimeSpan.FromSeconds(Seconds(body["expires_in"])))), null, false);
            var code = body?["error"] is JsonValue error && error.TryGetValue<string>(out var text) ? text : $"http-{(int)response.StatusCode}";
            var again = code == "temporarily_unavailable";
            var passing = again || (int)response.StatusCode is 429 or >= 500;
            logger.LogWarning("The login service answered {Status} {Code}", (int)response.StatusCode, code);
            return (new(null, passing ? "login-busy" : "configuration", passing), wait > LongestWait ? LongestWait : wait, again);
        }
        catch (HttpRequestException e) when (e is { HttpRequestError: HttpRequestError.Unknown, InnerException: null })
        {
            // Refused on our side, as the host's client does with an address nobody allowed.
            logger.LogError("{Error}", e.Message);
            return (new(null, "configuration"), null, false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            logger.LogWarning("The login service gave no answer ({Error})", e.GetType().Name);
            return (new(null, "login-busy", MayPass: true), null, false);
        }
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number, which some login services write as a string; absent counts as short.</summary>
    private static double Seconds(JsonNode? value) =>
        Math.Clamp(double.TryParse(value?.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : 60, 2, 7 * 86400);
}

/// <summary>A token as the login service gave it.</summary>
internal sealed record FetchedToken(string Value, TimeSpan Life);

/// <summary>A token, or why there is none.</summary>
internal sealed record FetchAnswer(FetchedToken? Token, string? Reason = null, bool MayPass = false);
