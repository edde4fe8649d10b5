using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared;
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
        api.MapGet("/members/{id}/duty", Duty);
        api.MapPatch("/members/{id}/duty", async (Writer writer, CrmOptions options, Caller caller, string id, DutyInput input) =>
            DutyItem.From(await writer.WriteAsync(unit => DutyStore.Change(unit, id, input, caller, options))));
    }

    private static async Task<DutyItem> Duty(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        return DutyItem.From(await DutyStore.GetAsync(database, id) ?? new DutyRow(id, 1, 0, "", "", 0));
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

/// <summary>Without a setting of their own people are on duty and no managers, except the maker's leads.</summary>
public sealed record DutyItem(bool OnDuty, bool IsManager, string? Phone, string? Locale)
{
    internal static DutyItem From(DutyRow row) => new(row.OnDuty == 1, row.IsManager == 1, row.Phone.Length == 0 ? null : Masking.Phone(row.Phone),
        row.Locale.Length == 0 ? null : row.Locale);
}
