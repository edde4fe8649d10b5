using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Links.Transfers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.ContactWays;

public static class ContactWayServices
{
    public static IServiceCollection AddContactWays(this IServiceCollection services)
    {
        services.AddSingleton<KeepWay>().AddSingleton<IStepHandler>(s => s.GetRequiredService<KeepWay>());
        services.AddSingleton<KeepPictures>().AddSingleton<IStepHandler>(s => s.GetRequiredService<KeepPictures>());
        services.AddSingleton<IOperationHandler, WayAnswers>().AddSingleton<IOperationHandler>(s => s.GetRequiredService<KeepPictures>());
        services.AddSingleton<IDeliveryOutcomeHandler, WelcomeResults>().AddSingleton<IFactHandler, LostContacts>();
        services.AddSingleton<IMemberDuties, WayDuties>();
        services.AddSingleton<TakeScan>().AddSingleton<Absences>().AddSingleton<SaveWay>();
        services.AddSingleton<CheckMembers>().AddSingleton(new Duty(typeof(CheckMembersJob), "check-members", TimeSpan.FromMinutes(30)));
        return services;
    }

    public static void MapContactWays(this RouteGroupBuilder api)
    {
        ContactWayEndpoints.Map(api);
        WelcomeEndpoints.Map(api);
        WayStatistics.Map(api);
    }
}
