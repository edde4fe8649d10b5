using System.Net;
using System.Text.Json;
using Crm.Plugins.Contract;

namespace Crm.Adapters.Sms;

/// <summary>What an answer means for the message.</summary>
internal static class GatewayAnswer
{
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static async Task<SendResult> ReadAsync(SmsOptions options, HttpResponseMessage response, int attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and < 300 => await BodyAsync(options, response, attempt, cancellationToken),
            429 => new SendResult.Retry(RetryAfter(response, now) ?? Pause(attempt), "throttled"),
            >= 500 => new SendResult.Retry(RetryAfter(response, now) ?? Pause(attempt), "gateway-" + status),
            401 or 403 or 404 or 405 or < 400 => new SendResult.Rejected("configuration"),
            400 or 413 or 422 => new SendResult.Rejected("content"),
            _ => new SendResult.Rejected("refused"),
        };
    }

    /// <summary>5 s, 10 s, 20 s … at most 10 minutes.</summary>
    public static TimeSpan Pause(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 5 * Math.Pow(2, Math.Clamp(attempt - 1, 0, 10))));

    private static async Task<SendResult> BodyAsync(SmsOptions options, HttpResponseMessage response, int attempt, CancellationToken cancellationToken)
    {
        if (options.SuccessField is null && options.IdField is null)
            return new SendResult.Sent(null);
        var root = await JsonAsync(response, cancellationToken);
        if (options.SuccessField is not { } field)
            return new SendResult.Sent(Value(root, options.IdField));
        return Value(root, field) switch
        {
            // It took the request and said something we cannot read: it may have sent.
            null => new SendResult.Unknown("unreadable-answer"),
            var value when value == options.SuccessValue => new SendResult.Sent(Value(root, options.IdField)),
            var value when options.RetryValues.Contains(value) => new SendResult.Retry(Pause(attempt), "throttled"),
            _ => new SendResult.Rejected("refused"),
        };
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken)).RootElement;
        }
        catch (Exception e) when (e is JsonException or HttpRequestException)
        {
            return default;
        }
    }

    private static string? Value(JsonElement root, string? field) =>
        field is not null && root.ValueKind == JsonValueKind.Object && root.TryGetProperty(field, out var value)
            && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)
            ? value.ToString()
            : null;

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - now;
        return wait is not { } given ? null : given < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : given > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : given;
    }
}
