using Crm.Plugins.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Adapters.Sms;

/// <summary>Text messages through any HTTP gateway that takes JSON.</summary>
public sealed class SmsPlugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton(SmsOptions.From(context.Settings));
        services.AddSingleton<IChannelAdapter, SmsAdapter>();
    }
}
