using Crm.Adapters.ChatBot.Activities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Adapters.ChatBot.Connector;

internal static class ConnectorServices
{
    /// <summary>The way out to channels that reach us over Bot Framework.</summary>
    public static IServiceCollection AddConnector(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(ConnectorOptions.From(settings));
        services.AddSingleton<ClientCredential>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<SharedTokens>();
        services.AddSingleton<ConnectorHttp>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ActivitySender>();
        services.AddSingleton<NewConversations>();
        services.AddSingleton<ReferenceSender>();
        services.TryAddSingleton<ConversationReferences>();
        return services;
    }
}
