using Crm.Plugins.Contract;
using Crm.Plugins.Core.Articles;
using Crm.Plugins.Core.Bot;
using Crm.Plugins.Core.Callbacks;
using Crm.Plugins.Core.ChatKeys;
using Crm.Plugins.Core.CannedReplies;
using Crm.Plugins.Core.ChannelLogs;
using Crm.Plugins.Core.Complaints;
using Crm.Plugins.Core.Consent;
using Crm.Plugins.Core.ContactWays;
using Crm.Plugins.Core.Customers;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Groups;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Intake;
using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Leads.Intents;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.MassSends;
using Crm.Plugins.Core.Media;
using Crm.Plugins.Core.My;
using Crm.Plugins.Core.Notices;
using Crm.Plugins.Core.OtherBots;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Service;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Staff;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core;

/// <summary>Puts the CRM together. Every service is a singleton; what a request carries is passed as an argument.</summary>
public static class CrmServices
{
    public static IServiceCollection AddCrm(this IServiceCollection services, IConfiguration configuration)
    {
        var store = configuration.GetSection("Crm:Store").Get<StoreOptions>() ?? new StoreOptions();
        var crm = configuration.GetSection("Crm").Get<CrmOptions>() ?? new CrmOptions();
        crm.Checked();
        services.AddSingleton(store.Checked()).AddSingleton(crm);
        services.AddSingleton(configuration.GetSection("Crm:Promises").Get<PromiseOptions>() ?? new PromiseOptions());
        services.AddSingleton(configuration.GetSection("Crm:Notices").Get<NoticeOptions>() ?? new NoticeOptions());
        services.AddSingleton(configuration.GetSection("Crm:Routing").Get<RoutingRules>() ?? RoutingRules.Default);
        services.AddSingleton<Database>().AddSingleton<Writer>().AddSingleton<Migrator>().AddSingleton<SeedStore>();
        if (configuration["Crm:Languages:Path"] is { Length: > 0 } languages) Languages.AddFrom(languages);
        services.AddSingleton(_ => new RuleRecogniser(Overrides(configuration["Crm:Intents:Path"]), crm.DefaultRegion));
        services.AddSingleton<IIntentRecogniser>(s => s.GetRequiredService<RuleRecogniser>()).AddSingleton(s => s.GetRequiredService<RuleRecogniser>().Vehicles);
        services.AddSingleton(new BrandLevels(configuration)).AddSingleton<Calendars>().AddSingleton<SaveDealer>();
        services.AddSingleton<DealerBoard>().AddSingleton<RouteLead>().AddSingleton<AnswerOffer>().AddSingleton<SwitchDealer>();
        services.AddSingleton<PauseComplaint>().AddSingleton<MoveComplaint>().AddSingleton<OpenLead>().AddSingleton<OpenComplaint>().AddSingleton<OpenRequest>();
        services.AddSingleton<IPromiseFacts, NoticePromises>().AddSingleton<PromiseTimes>().AddSingleton<MakePromise>().AddSingleton<HandOver>().AddSingleton<FollowAttempt>();
        services.AddSingleton<RecordAttempt>().AddSingleton<RecordReply>().AddSingleton<EndReply>().AddSingleton<ChangePromise>().AddSingleton<BringForward>();
        services.AddSingleton<NameCaller>().AddSingleton<DisputePromise>().AddSingleton<SettleDispute>();
        services.AddSingleton<KeptRate>().AddSingleton<IStepHandler>(s => s.GetRequiredService<KeptRate>());
        services.AddSingleton<IStepHandler, PromiseClock>().AddSingleton<IStepHandler, OfferClock>().AddSingleton<IStepHandler, ComplaintClock>();
        services.AddSingleton<Tell>().AddSingleton<ILookupHandler, LearnContact>();
        services.AddSingleton<InboxSignal>().AddSingleton<FormIntake>();
        services.AddSingleton(s => new ChatIntake(s.GetRequiredService<AnswerMessage>(), s.GetRequiredService<TakeScan>(), s.GetRequiredService<ServiceSessions>(),
            s.GetRequiredService<CallOffers>(), s.GetRequiredService<RecordReply>(), s.GetRequiredService<SurveyAnswers>(), s.GetRequiredService<MediaFetches>(), s.GetRequiredService<Deliveries>(), s.GetRequiredService<IPluginOutbox>(),
            s.GetRequiredService<PassToOtherBot>(), s.GetRequiredService<Events>(), crm, s.GetServices<IFactHandler>));
        services.AddSingleton((configuration.GetSection("Crm:ContactPolicy").Get<ContactPolicyOptions>() ?? new ContactPolicyOptions()).Checked());
        services.AddSingleton<ContactGate>().AddSingleton<RecordConsent>();
        services.AddGroups(configuration.GetSection("Crm:Groups").Get<GroupOptions>() ?? new GroupOptions()).AddSingleton<GroupQueries>();
        services.AddMassSends().AddSingleton<MassSendQueries>();
        services.AddSingleton<MediaStore>().AddSingleton<IHostMedia>(s => s.GetRequiredService<MediaStore>()).AddSingleton<IHostUploads>(s => s.GetRequiredService<MediaStore>());
        services.AddChannelLogs();
        services.AddSingleton<IFactHandler, EditMessage>().AddSingleton<IFactHandler, NoteErasure>().AddSingleton<InlineTurn>();
        services.AddSingleton<Capture>().AddSingleton<IInboundSink>(s => s.GetRequiredService<Capture>()).AddSingleton<IInbox>(s => s.GetRequiredService<Capture>());
        services.AddBot();
        services.AddContactWays();
        services.AddLinks(configuration);
        services.AddOutbox().AddScheduling(store);
        services.AddCustomerService(configuration);
        services.AddArticles(configuration);
        services.AddStaff(configuration);
        services.AddMyService(configuration);
        services.AddSingleton<SaveChatKey>().AddSingleton<OpenChat>().AddSingleton<ChatConsentClock>().AddSingleton<IStepHandler>(s => s.GetRequiredService<ChatConsentClock>());
        services.AddOtherBots();
        services.AddSingleton<IDeliveryOutcomeHandler, WelcomeCounts>();
        services.AddHostedService<InboxPump>();
        return services;
    }

    /// <summary>Everything below <c>/api/v1</c> that the core serves.</summary>
    public static void MapCrm(this RouteGroupBuilder api)
    {
        InquiryEndpoints.Map(api);
        ConversationEndpoints.Map(api);
        CannedReplyEndpoints.Map(api);
        api.MapContactWays();
        CustomerViews.Map(api);
        Timeline.Map(api);
        LeadEndpoints.Map(api);
        OfferEndpoints.Map(api);
        CallbackEndpoints.Map(api);
        ComplaintEndpoints.Map(api);
        DealerEndpoints.Map(api);
        CalendarEndpoints.Map(api);
        DeliveryEndpoints.Map(api);
        PullEndpoints.Map(api);
        EventEndpoints.Map(api);
        AlertEndpoints.Map(api);
        Conservation.Map(api);
        ConsentEndpoints.Map(api);
        StaffEndpoints.Map(api);
        api.MapGroups();
        api.MapMassSends();
        api.MapLinks();
        WelcomeQueries.Map(api);
        api.MapCustomerService();
        MyLinkEndpoints.Map(api);
        ChatKeyEndpoints.Map(api);
        api.MapArticles();
    }

    /// <summary>A brand's own rule files replace the shipped ones by name.</summary>
    private static Func<string, string?>? Overrides(string? folder) => string.IsNullOrWhiteSpace(folder)
        ? null
        : file => Path.Combine(folder, file) is var path && File.Exists(path) ? File.ReadAllText(path) : null;
}
