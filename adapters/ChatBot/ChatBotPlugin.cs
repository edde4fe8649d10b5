using Crm.Adapters.ChatBot.Activities;
using Crm.Adapters.ChatBot.BotFramework;
using Crm.Adapters.ChatBot.Connector;
using Crm.Adapters.ChatBot.DirectLine;
using Crm.Adapters.ChatBot.ExternalBots;
using Crm.Plugins.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Adapters.ChatBot;

/// <summary>Chat bots on the wire: the Bot Framework endpoint with its connector, and a Direct Line host for web pages.</summary>
public sealed class ChatBotPlugin : IPlugin
{
    public void ConfigureServices(IServiceCollection services, PluginContext context)
    {
        services.AddSingleton<ConversationReferences>();
        services.AddSingleton(BotOptions.Read(context.Settings));
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<IChannelAccounts, BotAccount>();
        services.AddConnector(context.Settings);
        services.AddDirectLine(context.Settings);
        services.AddExternalBots(context.Settings);
        services.AddSingleton<IChannelAdapter, ChatBotAdapter>();
    }
}
