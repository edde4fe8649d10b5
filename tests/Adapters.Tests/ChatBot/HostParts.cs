using Adapters.Tests.WeCom;
using Crm.Plugins.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Tests.ChatBot;

/// <summary>What the host gives every plugin and these tests never look at: an address, a life, files.</summary>
internal sealed class HostParts : IHostLife, IHostUploads
{
    public CancellationToken Stopping => CancellationToken.None;

    public Task<string> AddAsync(MediaContent content, CancellationToken cancellationToken) => Task.FromResult("file-1");

    public static void Add(IServiceCollection services, IChannelLog log)
    {
        var parts = new HostParts();
        services.AddSingleton<IHostLife>(parts).AddSingleton<IHostUploads>(parts).AddSingleton<IHostMedia>(new FakeHostMedia()).AddSingleton(log);
    }
}
