using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Outbox;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins.Core.Dealers;

public static class DealerEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/dealers", List);
        api.MapGet("/dealers/{id}", Get);
        api.MapPost("/dealers", Create);
        api.MapPatch("/dealers/{id}", Change);
        api.MapGet("/dealers/{id}/channels", Channels);
    }

    private static async Task<Paged<DealerItem>> List(Database database, Caller caller, PageRequest page, string? code = null)
    {
        var rows = await DealerStore.ListAsync(database, caller.DealerId, code, page.Before, page.Take);
        return Paged<DealerItem>.Of([.. rows.Select(DealerItem.From)], page, row => row.Id);
    }

    private static async Task<DealerItem> Get(Database database, Caller caller, string id) =>
        (caller.DealerId is null || caller.DealerId == id) && await DealerStore.GetAsync(database, id) is { } row
            ? DealerItem.From(row)
            : throw ProblemException.NotFound("dealer");

    /// <summary>The dealer's own companies on the channels of this node, and what works there.</summary>
    private static async Task<Paged<DealerChannel>> Channels(Database database, IServiceProvider services, Caller caller, string id)
    {
        var dealer = await Get(database, caller, id);
        var accounts = services.GetService<IPluginReads>()?.Accounts ?? [];
        return new Paged<DealerChannel>([.. accounts.Where(entry => entry.Account.Dealer == dealer.Code)
            .Select(entry => new DealerChannel(entry.Channel, entry.Account.Key, entry.Account.Features))], null);
    }

    private static async Task<Created<DealerItem>> Create(SaveDealer save, Caller caller, DealerInput input)
    {
        var row = await save.CreateAsync(input, caller);
        return TypedResults.Created($"/api/v1/dealers/{row.Id}", DealerItem.From(row));
    }

    private static async Task<DealerItem> Change(SaveDealer save, Caller caller, IfMatch match, string id, DealerInput input) =>
        DealerItem.From(await save.ChangeAsync(id, input, match, caller));
}

/// <param name="Features">With the reason and the remedy of what does not work, such as a share that was not confirmed.</param>
public sealed record DealerChannel(string Channel, string Account, IReadOnlyList<ChannelFeature> Features);

public sealed record DealerItem(
    string Id, string Code, string Name, IReadOnlyList<string> Brands, IReadOnlyList<string> Regions, string TimeZone, string CalendarId,
    long? DailyCap, long Weight, IReadOnlyList<string> Capabilities, GeoInput? Location, bool Active, string CreatedAt, long Version, string? Phone)
{
    public static DealerItem From(DealerRow row) => new(
        row.Id, row.Code, row.Name, List(row.Brands), List(row.Regions), row.TimeZone, row.CalendarId, row.DailyCap < 0 ? null : row.DailyCap,
        row.Weight, List(row.Capabilities), row.Latitude > 360 ? null : new GeoInput(row.Latitude, row.Longitude), row.Active == 1,
        Instants.Iso(row.CreatedAt), row.Version, row.Phone.Length == 0 ? null : row.Phone);

    internal static IReadOnlyList<string> List(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];
}
