using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Crm.Plugins.Core.Routing;

/// <summary>Offers of leads to dealers, and why a lead went where it went.</summary>
public static class OfferEndpoints
{
    private const string DecisionsSql = "select id, at, decision from routing_decision where lead_id = @lead_id order by id desc";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/offers", (Database database, Caller caller, PageRequest page, string? leadId = null, string? dealerId = null, string? state = null) =>
            OfferQueries.ListAsync(database, caller, leadId, dealerId, state, page));
        api.MapGet("/offers/{id}", (Database database, Caller caller, string id) => OfferQueries.GetAsync(database, caller, id));
        api.MapPost("/offers/{id}/accept", (Writer writer, AnswerOffer answer, Database database, Caller caller, IfMatch match, string id) =>
            Answer(writer, database, caller, id, unit => answer.Accept(unit, id, caller, match)));
        api.MapPost("/offers/{id}/decline", (Writer writer, AnswerOffer answer, Database database, Caller caller, IfMatch match, string id, DeclineInput input) =>
            Answer(writer, database, caller, id, unit => answer.Decline(unit, id, input.Reason, caller, match)));
        api.MapGet("/leads/{id}/routing", Decisions);
    }

    private static async Task<OfferItem> Answer(Writer writer, Database database, Caller caller, string id, Func<Unit, string?> answer)
    {
        var state = await writer.WriteAsync(answer);
        if (state is not null) throw ProblemException.Conflict("offer-closed", $"This offer is {state} by now.").With("state", state);
        return await OfferQueries.GetAsync(database, caller, id);
    }

    /// <summary>The decision record. Dealers see only that they were chosen, not who else was weighed.</summary>
    private static async Task<Paged<DecisionItem>> Decisions(Database database, Caller caller, string id)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var rows = await database.QueryAsync<DecisionRow>(DecisionsSql, new { lead_id = id });
        return new Paged<DecisionItem>([.. rows.Select(DecisionItem.From)], null);
    }
}

/// <param name="Reason">no-capacity, no-stock, out-of-area, wrong-brand, duplicate, closed or other.</param>
public sealed record DeclineInput(string? Reason);

internal sealed record DecisionRow(string Id, long At, string Decision);

/// <param name="Reason">Key of the sentence a person reads, with its <paramref name="Values"/>.</param>
/// <param name="Seed">Breaks ties; the same decision can be taken again from this record.</param>
public sealed record DecisionItem(
    string Id, string At, string Rule, string? DealerId, string Reason, IReadOnlyDictionary<string, string> Values, IReadOnlyList<RankedDealer> Ranking,
    IReadOnlyList<ExcludedDealer> Excluded, IReadOnlyDictionary<string, int> Unlisted, string Seed, string RulesVersion)
{
    internal static DecisionItem From(DecisionRow row)
    {
        var d = RoutingJson.ReadDecision(row.Decision);
        return new DecisionItem(row.Id, Instants.Iso(row.At), d.Rule, d.DealerId, d.Reason, d.Values,
            [.. d.Ranking.Select(dealer => new RankedDealer(dealer.Id, dealer.Code, dealer.Rank, Math.Round(dealer.Score, 4), dealer.Km, dealer.Parts))],
            [.. d.Excluded.Select(dealer => new ExcludedDealer(dealer.Id, dealer.Code, dealer.Excluded!))],
            d.Unlisted, d.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), d.Rules.Version);
    }
}

public sealed record RankedDealer(string DealerId, string DealerCode, int Rank, double Score, double? Km, ScoreParts? Parts);

public sealed record ExcludedDealer(string DealerId, string DealerCode, string Code);
