using System.Security.Cryptography;
using System.Text;
using Crm.Plugins.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Postcards;

public sealed class PostcardPlugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context) =>
        services.AddSingleton<IChannelAdapter, PostcardAdapter>();
}

internal sealed class PostcardAdapter(PluginContext context, HttpClient http) : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var token = Encoding.UTF8.GetBytes(request.Headers["X-Post-Office"].ToString());
        if (!CryptographicOperations.FixedTimeEquals(token, Encoding.UTF8.GetBytes(context.Settings["Token"]!)))
            return Task.FromResult(InboundResult.Answer(new ChannelReply(403)));

        var card = request.RouteValues["card"];
        return Task.FromResult(new InboundResult
        {
            Items =
            [
                new InboundItem
                {
                    DedupKey = card,                       // the post office may deliver a card twice
                    Kind = InboundKind.Message,
                    OccurredAt = request.ReceivedAt,
                    Raw = request.Body,
                    Identities = [new ChannelIdentity("channel", $"postcards:{request.Query["from"]}")],
                    ConversationKey = request.Query["from"],
                    ReplyTo = request.Query["from"],
                    Message = new ChatMessage("text", Encoding.UTF8.GetString(request.Body.Span)),
                },
            ],
            Reply = receipts => new ChannelReply(200),      // asked only after everything is committed
        });
    }

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var address = $"{context.Settings["PostOffice"]}/cards/{message.Id}";   // the id is the same on every attempt
        using var answer = await http.PutAsync(address, new StringContent($"{message.To}\n{message.Text}"), cancellationToken);
        return (int)answer.StatusCode switch
        {
            < 300 => new SendResult.Sent(message.Id),
            404 => new SendResult.Rejected("recipient-gone"),
            429 or >= 500 => new SendResult.Retry(TimeSpan.FromSeconds(30), "post-office-busy"),
            _ => new SendResult.Unknown($"status-{(int)answer.StatusCode}"),
        };
    }
}
