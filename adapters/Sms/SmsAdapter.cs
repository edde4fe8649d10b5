using System.Net.Http.Headers;
using Crm.Plugins.Contract;

namespace Crm.Adapters.Sms;

/// <summary>
/// Sends a notice to a phone number, and takes what people answer at <c>POST inbox</c>.
/// Once the request has left us, silence means <see cref="SendResult.Unknown"/>: a second text is worse than a late one.
/// </summary>
internal sealed class SmsAdapter(SmsOptions options, HttpClient http, TimeProvider time) : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Inbox.Receive(request, options.CountryCode));

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Deadline <= time.GetUtcNow())
            return new SendResult.Rejected("expired");
        if (!PhoneNumber.IsE164(message.To))
            return new SendResult.Rejected("recipient");
        var template = message.Notice is null ? null : options.Templates.GetValueOrDefault(message.Notice);
        if (template is null && !options.AllowFreeText)
            return new SendResult.Rejected("configuration");

        using var request = new HttpRequestMessage(HttpMethod.Post, options.GatewayUrl)
        {
            Content = new ByteArrayContent(GatewayRequest.Write(options, message, template))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            },
        };
        if (options is { AuthHeader: { } header, AuthValue: { } value })
            request.Headers.TryAddWithoutValidation(header, value);
        return await AskAsync(request, message, cancellationToken);
    }

    private async Task<SendResult> AskAsync(HttpRequestMessage request, OutboundMessage message, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return await GatewayAnswer.ReadAsync(options, response, message.Attempt, time.GetUtcNow(), either.Token);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new SendResult.Retry(GatewayAnswer.Pause(message.Attempt), "connect");
        }
        catch (HttpRequestException)
        {
            return new SendResult.Unknown("connection-lost");
        }
        catch (OperationCanceledException)
        {
            return new SendResult.Unknown("timeout");
        }
    }
}
