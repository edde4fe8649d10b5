using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Leads;

public static class LeadEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/leads", List);
        api.MapGet("/leads/{id}", Get);
        api.MapPost("/leads/{id}/facts", Report);
    }

    private static async Task<Paged<LeadItem>> List(
        Database database, BrandLevels levels, Caller caller, PageRequest page, string? customerId = null, string? stage = null, string? dealerId = null)
    {
        var rows = await LeadQueries.ListAsync(database, caller, customerId, stage?.Replace('_', '-'), dealerId, page);
        return Paged<LeadItem>.Of([.. rows.Select(row => LeadItem.From(row, levels))], page, row => row.Id);
    }

    private static async Task<LeadItem> Get(Database database, BrandLevels levels, Caller caller, string id) =>
        LeadItem.From(await LeadQueries.GetAsync(database, caller, id) ?? throw ProblemException.NotFound("lead"), levels);

    /// <summary>A dealer or an agent says what happened; the stage follows from it.</summary>
    private static async Task<LeadItem> Report(Writer writer, Database database, BrandLevels levels, Caller caller, IfMatch match, TimeProvider time, string id, FactInput input)
    {
        var kind = Words.TryParse<LeadFactKind>(input.Fact) is { } fact && Reportable.Contains(fact)
            ? fact
            : throw ProblemException.Invalid("unknown-fact", $"fact is one of {string.Join(", ", Reportable.Select(f => Words.Of(f)))}.");
        if (kind == LeadFactKind.Lost && LostReasons.Check(input.Reason ?? "", input.Note) is not null)
            throw ProblemException.Invalid("unknown-lost-reason", $"reason is one of {string.Join(", ", LostReasons.All)}.");
        var at = Instants.Parse(input.At, "at") is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : time.GetUtcNow();
        if (at > time.GetUtcNow().AddMinutes(5) && kind != LeadFactKind.Appointment)
            throw ProblemException.Invalid("fact-in-future", "at lies in the future; only an appointment may.");
        await writer.WriteAsync(unit =>
        {
            var lead = LeadStore.Get(unit, id);
            if (lead is null || (caller.IsDealer && (lead.DealerId != caller.DealerId || lead.AcceptedAt == 0))) throw ProblemException.NotFound("lead");
            match.Check(lead.Version);
            LeadFacts.Record(unit, lead, new LeadFact(kind, at, input.Reason), caller.Id);
        });
        return await Get(database, levels, caller, id);
    }

    private static readonly LeadFactKind[] Reportable =
    [
        LeadFactKind.Appointment, LeadFactKind.Visited, LeadFactKind.TestDriven, LeadFactKind.Quoted, LeadFactKind.Ordered,
        LeadFactKind.Delivered, LeadFactKind.Lost, LeadFactKind.Invalid, LeadFactKind.Reopened,
    ];
}

/// <param name="Reason">For <c>lost</c>: a code.</param>
/// <param name="Note">Required where the reason is <c>other</c>.</param>
public sealed record FactInput(string? Fact, string? At, string? Reason, string? Note);
