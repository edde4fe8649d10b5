using Microsoft.Extensions.Hosting;

namespace HangsOnStart;

public sealed class Plugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton<IChannelAdapter, Adapter>();
        services.AddSingleton<IHostedService, Sleeper>();
    }
}

/// <summary>Blocks its thread and does not look at the token.</summary>
internal sealed class Sleeper : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        new ManualResetEventSlim().Wait(CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class Adapter : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(InboundResult.Answer(new ChannelReply(200)));

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<SendResult>(new SendResult.Sent(null));
}
