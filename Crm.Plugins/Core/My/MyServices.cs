using Crm.Plugins.Core.Insight;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.My;

/// <summary>My service: the customer's own page.</summary>
public static class MyServices
{
    public static IServiceCollection AddMyService(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Crm:My").Get<MyOptions>() ?? new MyOptions());
        return services.AddSingleton<MyKeys>().AddSingleton<MyLinks>().AddSingleton<SendMyLink>().AddSingleton<MyPromises>().AddSingleton<MyConsents>().AddSingleton<MyView>();
    }
}
