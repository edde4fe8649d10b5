using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.Links;

/// <summary>Who of our people has which customer on a channel.</summary>
public static class LinkServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddSingleton<ChangeMember>();
        return services;
    }

    public static void MapLinks(this RouteGroupBuilder api) => MemberEndpoints.Map(api);
}
