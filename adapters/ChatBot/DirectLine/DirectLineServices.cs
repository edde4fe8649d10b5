using Crm.Plugins.Contract;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Adapters.ChatBot.DirectLine;

internal static class DirectLineServices
{
    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(DirectLineOptions.Read(settings)).AddSingleton<Keys>().AddSingleton<Tokens>().AddSingleton<Callers>().AddSingleton<Cors>();
        services.AddSingleton<PublicAddress>().AddSingleton<FileAddresses>().AddSingleton<StreamTickets>().AddSingleton<SessionAnswer>();
        services.AddSingleton<Conversations>().AddSingleton<Attachments>().AddSingleton<UploadRate>().AddSingleton<InboundItems>();
        services.AddSingleton<StartConversation>().AddSingleton<PostActivity>().AddSingleton<DirectLineReceiver>();
        services.AddSingleton<ActivityView>().AddSingleton<BotActivities>().AddSingleton<DirectLineSender>();
        services.AddSingleton<StreamHub>().AddHostedService(s => s.GetRequiredService<StreamHub>());
        services.AddSingleton<StreamEndpoint>().AddSingleton<FileEndpoint>().AddSingleton<IEndpointModule, DirectLineEndpoints>();
        services.AddSingleton<DirectLineTyping>().AddSingleton<IChannelTyping, ShownTyping>().AddSingleton<IChatTokens, ChatTokens>();
        services.AddSingleton<IRefusals, DirectLineRefusals>().AddSingleton<IMediaReads, ReceivedFiles>();
        return services;
    }
}
