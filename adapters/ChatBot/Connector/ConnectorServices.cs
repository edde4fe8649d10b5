using Crm.Adapters.ChatBot.BotFramework;
using Crm.Adapters.ChatBot.DirectLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Adapters.ChatBot.Connector;

internal static class ConnectorServices
{
    /// <summary>The way out to channels that reach us over Bot Framework. Wants <see cref="BotOptions"/> and the stored references.</summary>
    public static IServiceCollection AddConnector(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(provider => ConnectorOptions.From(settings, provider.GetRequiredService<BotOptions>()));
        services.AddSingleton<ClientCredential>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<SharedTokens>();
        services.AddSingleton<ConnectorHttp>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ActivitySender>();
        services.AddSingleton<NewConversations>();
        services.AddSingleton(provider => new SentFiles(provider.GetService<FileAddresses>(), provider.GetService<DirectLineOptions>()));
        services.AddSingleton<ReferenceSender>();
        services.AddSingleton<ConnectorMedia>();
        return services;
    }
}
