using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.Staff;

internal static class StaffServices
{
    public static IServiceCollection AddStaff(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Crm:Staff").Get<StaffOptions>() ?? new StaffOptions());
        services.AddSingleton<StaffDirectory>().AddSingleton<Recipients>().AddSingleton<CardText>().AddSingleton<SendCards>().AddSingleton<CloseCards>();
        services.AddSingleton<TellContact>().AddSingleton<ActOnCard>().AddSingleton<TodoList>();
        services.AddSingleton<IEventWatcher, StaffEvents>().AddSingleton<IStepHandler, CardClock>();
        services.AddSingleton<IFactHandler, PressCard>().AddSingleton<IFactHandler, StaffCommands>();
        services.AddSingleton<CardOutcomes>().AddSingleton<IDeliveryOutcomeHandler>(s => s.GetRequiredService<CardOutcomes>())
            .AddSingleton<IOperationHandler>(s => s.GetRequiredService<CardOutcomes>());
        return services;
    }
}
