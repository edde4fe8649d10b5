using Crm.Plugins.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Outbox;

public static class OutboxServices
{
    /// <summary>
    /// Events, deliveries and pulls with their background loops. Wants <see cref="Database"/>, <see cref="Writer"/>,
    /// <see cref="IPluginOutbox"/>, <see cref="IPluginPulls"/> and <see cref="Intake.IInbox"/> from the host; outcome and
    /// lookup handlers are optional.
    /// </summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddNode();
        services.AddSingleton(provider => new Events(provider.GetServices<IEventWatcher>));
        services.AddSingleton<EventFeed>().AddSingleton<LiveNotes>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton(provider => new DeliverySettlement(provider.GetServices<IDeliveryOutcomeHandler>));
        services.AddSingleton<DeliveryOutcomes>();
        services.AddSingleton(provider => new OperationRunner(provider.GetRequiredService<IPluginOutbox>(), provider.GetRequiredService<DeliverySettlement>(),
            provider.GetServices<IOperationHandler>, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<OperationRunner>>()));
        services.AddSingleton<DeliverySender>();
        services.AddSingleton<Pulls>();
        services.AddSingleton<PullSession>();
        services.AddHostedService<EventPublisher>();
        services.AddHostedService<EventListener>();
        services.AddHostedService(provider => provider.GetRequiredService<EventFeed>());
        services.AddHostedService<DeliveryPump>();
        services.AddHostedService<PullRunner>();
        return services;
    }

    internal static IServiceCollection AddNode(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => Node.New(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<Leases>();
        services.TryAddSingleton<PluginStateStore>();
        return services;
    }
}
