using Crm.Adapters.Sms;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Adapters.Tests.Sms;

internal static class SmsUnderTest
{
    /// <summary>The adapter as the host builds it, with a client that follows no redirects.</summary>
    public static IChannelAdapter Create(Dictionary<string, string?> settings, TimeProvider time)
    {
        var services = new ServiceCollection()
            .AddSingleton(time)
            .AddSingleton(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        new SmsPlugin().ConfigureServices(services, new PluginContext("sms", configuration, "."));
        return services.BuildServiceProvider().GetRequiredService<IChannelAdapter>();
    }
}
