using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Links.Reconciling;
using Crm.Plugins.Core.Links.Transfers;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.Links;

/// <summary>Who of our people has which customer on a channel: links, tags, hand-overs, and the comparison with the platform.</summary>
public static class LinkServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Crm:Links").Get<LinkOptions>() ?? new LinkOptions());
        services.AddSingleton<ChangeMember>().AddSingleton<ChannelTasks>().AddSingleton<Churn>().AddSingleton<ChangeLink>().AddSingleton<AutoTags>();
        services.AddSingleton<KeepLinks>().AddSingleton<IFactHandler>(s => s.GetRequiredService<KeepLinks>());
        services.AddSingleton<TagCatalogue>().AddSingleton<IFactHandler>(s => s.GetRequiredService<TagCatalogue>())
            .AddSingleton<IOperationHandler>(s => s.GetRequiredService<TagCatalogue>());
        services.AddSingleton<IOperationHandler, LinkOperations>();
        services.AddSingleton<IDeliveryOutcomeHandler, NoteWelcome>();
        services.AddSingleton<ReadContact>().AddSingleton<IChannelTaskHandler>(s => s.GetRequiredService<ReadContact>());
        services.AddSingleton<IChannelTaskHandler, ReadTags>().AddSingleton<IChannelTaskHandler, ApplyTags>();
        services.AddSingleton<IEventWatcher, TagEvents>();
        services.AddSingleton<PlanTransfer>().AddSingleton<MoveDuties>().AddSingleton<BeginTransfer>();
        services.AddSingleton<FollowTransfer>().AddSingleton<IFactHandler>(s => s.GetRequiredService<FollowTransfer>())
            .AddSingleton<IOperationHandler>(s => s.GetRequiredService<FollowTransfer>());
        services.AddSingleton<IChannelTaskHandler, PollTransfer>();
        services.AddSingleton(s => new ComparePage(s.GetRequiredService<ReadContact>(), s.GetRequiredService<KeepLinks>(),
            s.GetRequiredService<Capture>, s.GetRequiredService<CrmOptions>()));
        services.AddSingleton<Reconcile>().AddSingleton<IChannelTaskHandler>(s => s.GetRequiredService<Reconcile>());
        services.AddHostedService<ChannelTaskRunner>();
        services.AddHostedService<LinkJobs>();
        return services;
    }

    public static void MapLinks(this RouteGroupBuilder api)
    {
        MemberEndpoints.Map(api);
        LinkEndpoints.Map(api);
        TransferEndpoints.Map(api);
        ReconciliationEndpoints.Map(api);
    }
}
