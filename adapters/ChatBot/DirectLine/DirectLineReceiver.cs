using Crm.Plugins.Contract;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>The calls that store something: the host answers them once it is durable. All others are <see cref="DirectLineEndpoints"/>.</summary>
internal sealed class DirectLineReceiver(StartConversation start, PostActivity post)
{
    public const string Root = "directline";

    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) => request.Path.Split('/')[^1] switch
    {
        "activities" => post.RunAsync(request, cancellationToken),
        "upload" => post.UploadAsync(request, cancellationToken),
        _ => start.RunAsync(request, cancellationToken),
    };
}
