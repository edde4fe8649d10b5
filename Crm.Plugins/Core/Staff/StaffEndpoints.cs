using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Staff;

/// <summary>Who was told on their phone, and what they did.</summary>
public static class StaffEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/offers/{id}/cards", async (Database database, Caller caller, string id) =>
        {
            // Refuses where the offer is not the caller's.
            await OfferQueries.GetAsync(database, caller, id);
            return Items(await CardStore.OfSubjectAsync(database, CardKind.Offer, id));
        });
        api.MapGet("/callbacks/{id}/cards", async (Database database, Caller caller, string id) =>
        {
            await CallbackQueries.GetAsync(database, caller, id);
            return Items((await CardStore.OfSubjectAsync(database, CardKind.Callback, id)).Where(card => caller.DealerId is null || card.DealerId == caller.DealerId));
        });
    }

    private static Paged<CardItem> Items(IEnumerable<CardRow> cards) => new([.. cards.Where(card => card.State != CardState.Listed).Select(CardItem.From)], null);
}

/// <param name="State">sending, sent, unreachable, acted or closed.</param>
/// <param name="SeenAt">When the member first pressed anything; the platform tells of no mere look.</param>
/// <param name="Reason">Why it did not arrive or could not be changed.</param>
public sealed record CardItem(
    string Id, string Member, string Account, string State, string? Pressed, string? Reason, string? SentAt, string? SeenAt, string CreatedAt)
{
    internal static CardItem From(CardRow row) => new(
        row.Id, row.MemberName, row.Account, row.State, Text(row.Pressed), Text(row.Reason), Instants.IsoOrNull(row.SentAt), Instants.IsoOrNull(row.PressedAt),
        Instants.Iso(row.CreatedAt));

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
