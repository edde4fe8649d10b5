using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Outbox;

/// <summary>What was sent to customers and what did not arrive; another try for what lies on the shelf.</summary>
public static class DeliveryEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/deliveries", List);
        api.MapPost("/deliveries/{id}/retry", Retry);
    }

    private static async Task<Paged<DeliveryItem>> List(
        DeliveryStore store, Caller caller, PageRequest page, CancellationToken cancellationToken, string? state = null)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        DeliveryState? wanted = state is null ? null : Words.TryParse<DeliveryState>(state) ?? throw new ProblemException(
            400, "unknown-state", $"state is one of {string.Join(", ", Enum.GetValues<DeliveryState>().Select(s => Words.Of(s)))}.");
        var rows = await store.ListAsync(wanted, page.Before, page.Take, cancellationToken);
        return Paged<DeliveryItem>.Of([.. rows.Select(DeliveryItem.From)], page, item => item.Id);
    }

    private static async Task<NoContent> Retry(Writer writer, Deliveries deliveries, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead);
        if (!await writer.WriteAsync(unit => deliveries.Retry(unit, id))) throw ProblemException.Conflict("not-on-shelf", "Only a delivery that ended without arriving can be tried again.");
        return TypedResults.NoContent();
    }
}

/// <param name="To">Masked where it is a phone number.</param>
public sealed record DeliveryItem(
    string Id, string Kind, string Channel, string To, string? CustomerId, string? Notice, string State, int Attempts, string? Reason, string CreatedAt, string? SentAt)
{
    internal static DeliveryItem From(DeliveryRow row) => new(
        row.Id, row.Kind, row.Channel, row.To.StartsWith('+') ? Masking.Phone(row.To) : row.To, row.CustomerId, row.Notice, Words.Of(row.State), row.Attempts,
        row.Reason, Instants.Iso(row.CreatedAt), Instants.IsoOrNull(row.SentAt));
}
