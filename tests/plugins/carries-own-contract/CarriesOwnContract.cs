namespace CarriesOwnContract;

/// <summary>A copy of the contract lies in the folder; it must not be the one that is used.</summary>
public sealed class Plugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context) =>
        services.AddSingleton<IChannelAdapter, Adapter>();
}

internal sealed class Adapter : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(InboundResult.Answer(new ChannelReply(200)));

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<SendResult>(new SendResult.Sent(null));
}
