using System.Text;

namespace Echo;

internal sealed class EchoAdapter(TimeProvider time, PluginContext context) : IChannelAdapter, IChannelPull, IContactDirectory
{
    public IReadOnlyList<PullSource> Sources => [new("source", TimeSpan.FromMinutes(5))];

    /// <summary>Stores the body under its word and answers with word, body, caller and the id it was stored under.</summary>
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var word = request.RouteValues.GetValueOrDefault("word") ?? request.Path;
        return Task.FromResult(new InboundResult
        {
            Items = [new InboundItem { DedupKey = word, Kind = InboundKind.Event, OccurredAt = time.GetUtcNow(), Raw = request.Body }],
            Reply = receipts => new ChannelReply(
                200, "text/plain",
                Encoding.UTF8.GetBytes($"{context.Id} {word} {Encoding.UTF8.GetString(request.Body.Span)} {request.Caller ?? "-"} {receipts[0].InquiryId}"),
                new Dictionary<string, string> { ["X-Authorization-Seen"] = request.Headers.ContainsKey("Authorization").ToString() }),
        });
    }

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<SendResult>(new SendResult.Sent(message.Id));

    public Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new PullResult([], request.Key, false));

    public Task<ContactProfile?> FindAsync(string address, CancellationToken cancellationToken) =>
        Task.FromResult<ContactProfile?>(address == "nobody" ? null : new ContactProfile(address, []));
}
