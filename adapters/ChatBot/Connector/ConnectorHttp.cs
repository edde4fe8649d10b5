using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.ChatBot.Connector;

/// <summary>One exchange with a channel, without retries: whatever happens becomes a <see cref="ConnectorAnswer"/>.</summary>
internal sealed class ConnectorHttp(HttpClient client, ConnectorOptions options, TimeProvider time, ILogger<ConnectorHttp> logger)
{
    /// <summary>Members of a large team fit; more than that nobody should make us read.</summary>
    private const int MostAnswerBytes = 1 << 20;

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private static readonly string Agent = $"Microsoft-BotFramework/3.1 CrmPlugins/{typeof(ConnectorHttp).Assembly.GetName().Version?.ToString(3)}";

    /// <param name="key">The same for every try of one effect, for channels that look.</param>
    public async Task<ConnectorAnswer> ExchangeAsync(
        HttpMethod method, Uri address, byte[]? body, AccessToken? token, string? key, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        if (token is not null) request.Headers.Authorization = new("Bearer", token.Value);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return new(CallEnd.Answered, (int)response.StatusCode, await BodyAsync(response, linked.Token), RetryAfter.Of(response, time.GetUtcNow()));
        }
        catch (HttpRequestException e) when (e.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            logger.LogWarning("{Host}: no connection ({Error})", address.Host, e.HttpRequestError);
            return new(CallEnd.NoConnection, 0);
        }
        catch (HttpRequestException e) when (e is { HttpRequestError: HttpRequestError.Unknown, InnerException: null })
        {
            // Refused on our side, as the host's client does with an address nobody allowed: nothing left the house.
            logger.LogError("{Error}", e.Message);
            return new(CallEnd.Refused, 0);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("{Host}: no answer ({Error})", address.Host, e.GetType().Name);
            return new(CallEnd.Lost, 0);
        }
    }

    /// <summary>Null for an empty body, which happens with success, and for one that cannot be read: the status has said what counts.</summary>
    private static async Task<JsonObject?> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(MostAnswerBytes, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return bytes.Length == 0 ? null : Wrapped(JsonNode.Parse(bytes));
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Members come as a bare array.</summary>
    private static JsonObject? Wrapped(JsonNode? node) => node as JsonObject ?? (node is JsonArray items ? new JsonObject { ["items"] = items } : null);
}
