using Crm.Adapters.WebForm.Form;
using Crm.Adapters.WebForm.Inquiries;
using Crm.Plugins.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Adapters.WebForm;

/// <summary>Explicit wishes from web pages and partners: a keyed JSON route and a keyless HTML form.</summary>
public sealed class WebFormPlugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton(FormOptions.From(context.Settings));
        services.AddSingleton<RunningKeys>();
        services.AddSingleton<InquiryRoute>();
        services.AddSingleton<FormTokens>();
        services.AddSingleton<FormRoute>();
        services.AddSingleton<IChannelAdapter, WebFormAdapter>();
    }
}
