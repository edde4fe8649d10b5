using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.Service;

/// <summary>Hand-over of conversations, their files, surveys, and customer-service accounts.</summary>
public static class ServiceServices
{
    public static IServiceCollection AddCustomerService(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Crm:Service").Get<ServiceOptions>() ?? new ServiceOptions());
        services.AddSingleton(configuration.GetSection("Crm:Media").Get<MediaOptions>() ?? new MediaOptions());
        services.AddSingleton<ServiceSessions>().AddSingleton<CallOffers>().AddSingleton<CallPerson>().AddSingleton<ChangeSession>().AddSingleton<EventMessages>().AddSingleton<SurveyAnswers>();
        services.AddSingleton<ReplyWindows>().AddSingleton<RequestCallback>().AddSingleton<MediaFetches>();
        services.AddSingleton<IFactHandler, SessionFacts>().AddSingleton<IFactHandler, RecallMessage>();
        services.AddSingleton<IOperationHandler, SessionOperations>().AddSingleton<IDeliveryOutcomeHandler, FailedReplies>();
        services.AddSingleton<IStepHandler, SessionClock>();
        services.AddSingleton<Typing>();
        services.AddHostedService<MediaPump>().AddHostedService<TypingElsewhere>();
        return services;
    }

    public static void MapCustomerService(this RouteGroupBuilder api)
    {
        SessionEndpoints.Map(api);
        QueueEndpoints.Map(api);
        ServiceAccountEndpoints.Map(api);
        ServiceLinkEndpoints.Map(api);
        SurveySummary.Map(api);
        MediaEndpoints.Map(api);
    }
}
