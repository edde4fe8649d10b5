using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Adapters.ChatBot.Connector;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.ChatBot.ExternalBots;

/// <summary>Posts one activity to the bot. The host repeats what may be repeated; the bot knows a repeated activity by its id.</summary>
internal sealed class BotClient(HttpClient http, ChannelTokens tokens, ExternalBotOptions options, TimeProvider time, ILogger<BotClient> logger)
{
    /// <summary>With the host's pauses between them these are some fifteen seconds: no customer waits longer without a word.</summary>
    private const int MostTries = 5;

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    public async Task<OperationResult> PostAsync(JsonObject activity, int attempt, CancellationToken cancellationToken)
    {
        var (status, after) = await AskAsync(activity, cancellationToken);
        if (status is >= 200 and < 300) return new OperationResult.Done();
        logger.LogWarning("The external bot answered {Status} at try {Attempt}", status == 0 ? "nothing" : status.ToString(System.Globalization.CultureInfo.InvariantCulture), attempt);
        if (status is 0 or 408 or 429 or >= 500 && attempt < MostTries) return new OperationResult.Retry(after ?? TimeSpan.Zero, "bot-busy");
        return new OperationResult.Rejected(status is 401 or 403 ? "bot-refused" : "bot-down", status);
    }

    private async Task<(int Status, TimeSpan? After)> AskAsync(JsonObject activity, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.ToBotAsync(cancellationToken));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(activity.ToJsonString(ConnectorJson.Options))) { Headers = { ContentType = Json } };
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return ((int)response.StatusCode, RetryAfter.Of(response, time.GetUtcNow()));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("The external bot gave no answer: {Error}", e is HttpRequestException { InnerException: null } ? e.Message : e.GetType().Name);
            return (0, null);
        }
    }
}
