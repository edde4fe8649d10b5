using Crm.Plugins.Contract;
using Crm.Plugins.Core.Dealers;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Service;

/// <summary>Links customers open to write to a customer-service account, one per dealer and campaign. The page draws the QR picture itself.</summary>
public static class ServiceLinkEndpoints
{
    private const string InsertSql = """
        insert into service_link (id, channel, account, service_account, name, dealer_id, campaign, scene, scene_param, url, created_by, created_at)
        values (@id, @channel, @account, @service_account, @name, @dealer_id, @campaign, @scene, @scene_param, @url, @created_by, @at)
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/service-links", ServiceLinkQueries.ListAsync).WithTags("service-accounts");
        api.MapPost("/service-links", Create).WithTags("service-accounts");
    }

    private static async Task<Created<ServiceLinkItem>> Create(
        Writer writer, Database database, IPluginReads reads, Caller caller, NewServiceLink input, CancellationToken cancellationToken)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        ServiceAccountEndpoints.Named(reads, input.Channel, input.Account);
        if (input.Name?.Trim() is not { Length: > 0 and <= 60 } name) throw ProblemException.Invalid("bad-name", "name has 1 to 60 characters.");
        if (string.IsNullOrWhiteSpace(input.ServiceAccount)) throw ProblemException.Invalid("no-service-account", "serviceAccount names the account customers write to.");
        if (!LinkCode.IsCampaign(input.Campaign)) throw ProblemException.Invalid("bad-campaign", "campaign has at most 12 letters and digits.");
        var dealer = input.DealerId is null ? null : await DealerStore.GetAsync(database, input.DealerId) ?? throw ProblemException.Invalid("unknown-dealer", "dealerId names no dealer.");
        var scene = LinkCode.NewScene();
        var param = LinkCode.Param(dealer?.Code, input.Campaign, scene);
        string url;
        try
        {
            url = await reads.AskAsync<IServiceReads, string>(input.Channel!, (service, token) => service.LinkAsync(input.Account!, input.ServiceAccount, scene, param, token), cancellationToken);
        }
        catch (ChannelReadException e)
        {
            throw ServiceAccountEndpoints.Unanswered(e);
        }

        var id = await writer.WriteAsync(unit =>
        {
            var made = Ids.New(unit.Now);
            unit.Add(InsertSql, ("id", made), ("channel", input.Channel), ("account", input.Account), ("service_account", input.ServiceAccount), ("name", name),
                ("dealer_id", dealer?.Id), ("campaign", string.IsNullOrEmpty(input.Campaign) ? null : input.Campaign), ("scene", scene), ("scene_param", param),
                ("url", url), ("created_by", caller.Id), ("at", unit.NowMs));
            return made;
        });
        return TypedResults.Created($"/api/v1/service-links/{id}", await ServiceLinkQueries.GetAsync(database, id));
    }
}

public sealed record NewServiceLink(string? Channel, string? Account, string? ServiceAccount, string? Name, string? DealerId = null, string? Campaign = null);
