using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Links;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Scheduling;
using Crm.Plugins.Core.Shared.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.MassSends;

public static class MassSendServices
{
    public static IServiceCollection AddMassSends(this IServiceCollection services)
    {
        services.AddSingleton<MassSendAccounts>().AddSingleton<PlanMassSend>().AddSingleton<ChangeMassSend>();
        services.AddSingleton<GatherTargets>().AddSingleton<QueueMassSend>().AddSingleton<IStepHandler, MassSendClock>();
        services.AddSingleton<MassSendTasks>().AddSingleton<IOperationHandler>(s => s.GetRequiredService<MassSendTasks>());
        services.AddSingleton<IDeliveryOutcomeHandler>(s => s.GetRequiredService<MassSendTasks>());
        return services.AddSingleton<IChannelTaskHandler, FindTask>().AddSingleton<IChannelTaskHandler, PollResults>();
    }

    public static void MapMassSends(this RouteGroupBuilder api)
    {
        api.MapGet("/mass-sends", (MassSendQueries queries, Caller caller, PageRequest page) => queries.ListAsync(caller, page));
        api.MapGet("/mass-sends/accounts", (MassSendAccounts accounts, Caller caller) =>
        {
            caller.MustBe(Role.Admin, Role.Lead);
            return accounts.All;
        });
        api.MapGet("/mass-sends/{id}", (MassSendQueries queries, Caller caller, string id) => queries.GetAsync(caller, id));
        api.MapGet("/mass-sends/{id}/targets", (MassSendQueries queries, Caller caller, PageRequest page, string id, string? state = null) =>
            queries.TargetsAsync(caller, id, state, page));
        api.MapPost("/mass-sends/preview", (PlanMassSend plan, Caller caller, MassSendInput input) => plan.PreviewAsync(input, caller));
        api.MapPost("/mass-sends", Plan);
        api.MapPost("/mass-sends/{id}/remind", Remind);
        api.MapPost("/mass-sends/{id}/cancel", Cancel);
    }

    private static async Task<Created<MassSendItem>> Plan(PlanMassSend plan, MassSendQueries queries, Caller caller, MassSendInput input)
    {
        var id = await plan.RunAsync(input, caller);
        return TypedResults.Created($"/api/v1/mass-sends/{id}", (await queries.GetAsync(caller, id)).MassSend);
    }

    private static async Task<MassSendDetail> Remind(ChangeMassSend change, MassSendQueries queries, Caller caller, string id, RemindInput? input)
    {
        await change.RemindAsync(id, input?.TaskId, caller);
        return await queries.GetAsync(caller, id);
    }

    private static async Task<MassSendDetail> Cancel(ChangeMassSend change, MassSendQueries queries, Caller caller, string id)
    {
        await change.CancelAsync(id, caller);
        return await queries.GetAsync(caller, id);
    }
}

/// <param name="TaskId">Only the members of this task; absent = of all.</param>
public sealed record RemindInput(string? TaskId);
