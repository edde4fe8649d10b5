using Microsoft.Extensions.Hosting;

namespace ThrowsPerMessage;

public sealed class Plugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton<IChannelAdapter, Adapter>();
        services.AddSingleton<IChannelPull, Pull>();
        services.AddSingleton<IContactDirectory, People>();
        services.AddSingleton<Worker>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<Worker>());
    }
}

/// <summary>Does what the message asks for, which is mostly wrong.</summary>
internal sealed class Adapter(Worker worker) : IChannelAdapter
{
    public Task<InboundResult> ReceiveAsync(InboundRequest request, CancellationToken cancellationToken) => request.RouteValues["word"] switch
    {
        "well" => Task.FromResult(InboundResult.Answer(new ChannelReply(200))),
        "crash" => Crash(),
        "hang" => Forever(cancellationToken),
        "block" => Block(),
        "null" => Task.FromResult<InboundResult>(null!),
        "bad-reply" => Task.FromResult(new InboundResult { Reply = _ => throw new InvalidOperationException("No answer.") }),
        "bad-header" => Task.FromResult(InboundResult.Answer(new ChannelReply(200, Headers: new Dictionary<string, string> { ["X-Bad"] = "a\r\nb" }))),
        _ => throw new InvalidOperationException("This plugin throws."),
    };

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return message.Text == "well" ? new SendResult.Sent(null) : throw new InvalidOperationException("This plugin throws.");
    }

    private Task<InboundResult> Crash()
    {
        worker.End.SetException(new InvalidOperationException("The worker throws."));
        return Task.FromResult(InboundResult.Answer(new ChannelReply(200)));
    }

    /// <summary>Looks at the token only to throw out of its callback.</summary>
    private static Task<InboundResult> Forever(CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => throw new InvalidOperationException("Even the cancellation throws."));
        return new TaskCompletionSource<InboundResult>().Task;
    }

    private static Task<InboundResult> Block()
    {
        new ManualResetEventSlim().Wait(CancellationToken.None);
        throw new InvalidOperationException("Never reached.");
    }
}

internal sealed class Pull : IChannelPull
{
    public IReadOnlyList<PullSource> Sources => [new("s", TimeSpan.FromMinutes(1))];

    public Task<PullResult> PullAsync(PullRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This plugin throws.");
}

internal sealed class People : IContactDirectory
{
    public Task<ContactProfile?> FindAsync(string address, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This plugin throws.");
}

internal sealed class Worker : BackgroundService
{
    public TaskCompletionSource End { get; } = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => End.Task.WaitAsync(stoppingToken);
}
