using Crm.Plugins.Core.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.ChannelLogs;

public static class ChannelLogServices
{
    public static IServiceCollection AddChannelLogs(this IServiceCollection services)
    {
        services.AddSingleton<LogNews>().AddSingleton<ChannelLogs>().AddHostedService<LogListener>();
        services.AddSingleton<ForgetLogs>().AddSingleton(new Duty(typeof(ForgetLogsJob), "forget-logs", TimeSpan.FromHours(1)));
        return services;
    }
}
