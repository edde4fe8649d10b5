using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Dealers;
using Crm.Adapters.WeCom.Operations;
using Crm.Adapters.WeCom.Outbound;
using Crm.Adapters.WeCom.Reads;
using Crm.Plugins.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Adapters.WeCom;

/// <summary>WeChat Work (企业微信): callbacks, customer service, external contacts and messages to members.</summary>
public sealed class WeComPlugin : IPlugin
{
    /// <summary>Reads the settings first: a wrong one stops this plugin with the failing path named.</summary>
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton(WeComOptionsReader.Read(context.Settings));
        services.AddSingleton<WeComHttp>();
        services.AddSingleton<SharedTokens>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Features>();
        services.AddSingleton<IChannelAccounts>(s => s.GetRequiredService<Features>());
        services.AddSingleton<Tickets>();
        services.AddSingleton<IClientPages, ClientPages>();
        services.AddSingleton<WeComApi>();
        services.AddSingleton<KfWindow>();
        services.AddSingleton<MemberLimits>();
        services.AddSingleton<MemberSender>();
        services.AddSingleton<Cards>();
        services.AddSingleton<SharedApps>();
        services.AddHostedService(s => s.GetRequiredService<SharedApps>());
        services.AddSingleton<SamePerson>();
        services.AddSingleton<KfAccounts>();
        services.AddSingleton<KfSender>();
        services.AddSingleton<MediaUploads>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<ServiceAccounts>();
        services.AddSingleton<IServiceReads, ServiceReads>();
        services.AddSingleton<IMediaReads, MediaReads>();
        services.AddSingleton<Welcome>();
        services.AddSingleton<ContactWays>();
        services.AddSingleton<KeptMedia>();
        services.AddSingleton<WeComSender>();
        services.AddSingleton<IChannelAdapter, WeComAdapter>();
        services.AddSingleton<IChannelPull, WeComPull>();
        services.AddSingleton<IContactDirectory, WeComContacts>();
        services.AddSingleton<MassSends>();
        services.AddSingleton<IGroupReads, GroupReads>();
        services.AddSingleton<IMassSendReads, MassSendReads>();
        services.AddSingleton<IContactReads, ContactReads>();
        services.AddSingleton<Remarks>();
        services.AddSingleton<Tags>();
        services.AddSingleton<Transfers>();
        services.AddSingleton<IChannelOperations, WeComOperations>();
    }
}
