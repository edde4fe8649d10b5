using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.OtherBots;

/// <summary>Conversations that another bot answers.</summary>
public static class OtherBotServices
{
    public static IServiceCollection AddOtherBots(this IServiceCollection services)
    {
        services.AddSingleton<PassToOtherBot>();
        services.AddSingleton<OtherBotSessions>().AddSingleton<IEventWatcher>(s => s.GetRequiredService<OtherBotSessions>());
        services.AddSingleton<OtherBotHandOvers>().AddSingleton<IFactHandler>(s => s.GetRequiredService<OtherBotHandOvers>())
            .AddSingleton<IOperationHandler>(s => s.GetRequiredService<OtherBotHandOvers>());
        return services;
    }
}
