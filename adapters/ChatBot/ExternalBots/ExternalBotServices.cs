using Crm.Plugins.Contract;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Adapters.ChatBot.ExternalBots;

internal static class ExternalBotServices
{
    /// <summary>A bot of somebody else's behind our Direct Line. Wants Direct Line.</summary>
    public static IServiceCollection AddExternalBots(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(ExternalBotOptions.Read(settings)).AddSingleton<ChannelKey>().AddSingleton<ChannelTokens>().AddSingleton<BotCallers>();
        services.AddSingleton<BotClient>().AddSingleton<BotTokenEndpoint>().AddSingleton<BotPosts>().AddSingleton<BotConnector>();
        services.AddSingleton<IChannelOperations, BotOperations>();
        return services;
    }
}
