using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.Groups;

public static class GroupServices
{
    public static IServiceCollection AddGroups(this IServiceCollection services, GroupOptions options)
    {
        services.AddSingleton(options).AddSingleton<ReadGroup>().AddSingleton<ListGroups>();
        services.AddSingleton<Intake.IFactHandler>(s => s.GetRequiredService<ReadGroup>());
        services.AddSingleton<Links.IChannelTaskHandler>(s => s.GetRequiredService<ReadGroup>());
        services.AddSingleton<Links.IChannelTaskHandler>(s => s.GetRequiredService<ListGroups>());
        return services.AddHostedService<GroupWatch>();
    }

    /// <summary>For the maker's people; dealers do not see who is in a group.</summary>
    public static void MapGroups(this RouteGroupBuilder api)
    {
        api.MapGet("/groups", (GroupQueries queries, Caller caller, PageRequest page) => queries.ListAsync(caller, page));
        api.MapGet("/groups/{id}", (GroupQueries queries, Caller caller, string id) => queries.GetAsync(caller, id));
        api.MapGet("/groups/{id}/members", (GroupQueries queries, Caller caller, PageRequest page, string id, bool left = false) =>
            queries.MembersAsync(caller, id, left, page));
    }
}
