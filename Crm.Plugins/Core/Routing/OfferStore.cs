using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Routing;

/// <summary>SQL of offers and decisions. Every change of an offer is a compare-and-set on its state.</summary>
public static class OfferStore
{
    private const string InsertSql = """
        insert into offer (id, lead_id, dealer_id, decision_id, state, open_lead, offered_at, accept_by, contact_by)
        values (@id, @lead_id, @dealer_id, @decision_id, 'open', @lead_id, @at, @accept_by, @contact_by)
        """;

    private const string Columns = """
        id, lead_id, dealer_id, state, offered_at, accept_by, contact_by, coalesce(answered_at, 0) as answered_at,
        coalesce(answered_by, '') as answered_by, version
        """;

    private const string OneSql = $"select {Columns} from offer where id = @id";

    private const string OfLeadSql = $"select {Columns} from offer where lead_id = @lead_id order by id";

    private const string OpenOfDealerSql = $"""
        select {Columns} from offer where dealer_id = @dealer_id and state = 'open' and accept_by > @now order by accept_by limit @take
        """;

    private const string AnswerSql = """
        update offer set state = @state, open_lead = null, answered_at = @at, answered_by = @by, decline_reason = @reason, version = version + 1
        where id = @id and state = 'open' and (@accepting = 0 or accept_by >= @at)
        """;

    private const string WithdrawSql = """
        update offer set state = 'withdrawn', open_lead = null, answered_at = coalesce(answered_at, @at), decline_reason = @reason, version = version + 1
        where id = @id and state in ('open', 'accepted')
        """;

    private const string ContactSql = "update offer set contacted_in_time = @in_time where id = @id";

    private const string DecisionSql = """
        insert into routing_decision (id, lead_id, at, rule, dealer_id, decision) values (@id, @lead_id, @at, @rule, @dealer_id, @decision)
        """;

    private const string FirstDecisionSql = "select decision from routing_decision where lead_id = @lead_id order by id limit 1";

    private const string DecisionOfSql = "select d.decision from routing_decision d join offer o on o.decision_id = d.id where o.id = @id";

    public static void Add(Unit unit, string id, string leadId, string dealerId, string decisionId, DateTimeOffset acceptBy, DateTimeOffset contactBy) =>
        unit.Add(InsertSql, ("id", id), ("lead_id", leadId), ("dealer_id", dealerId), ("decision_id", decisionId), ("at", unit.NowMs),
            ("accept_by", acceptBy.ToUnixTimeMilliseconds()), ("contact_by", contactBy.ToUnixTimeMilliseconds()));

    public static OfferRow? Get(Unit unit, string id) => unit.First<OfferRow>(OneSql, new { id });

    public static IReadOnlyList<OfferRow> OfLead(Unit unit, string leadId) => unit.Query<OfferRow>(OfLeadSql, new { lead_id = leadId });

    /// <summary>What a dealer may still accept, the most pressing first.</summary>
    public static IReadOnlyList<OfferRow> OpenOfDealer(Unit unit, string dealerId, int take) =>
        unit.Query<OfferRow>(OpenOfDealerSql, new { dealer_id = dealerId, now = unit.NowMs, take });

    /// <summary>Moves an open offer on; false where somebody or the clock was first.</summary>
    public static bool Answer(Unit unit, string id, string state, string by, string? reason) => unit.Execute(AnswerSql,
        ("state", state), ("at", unit.NowMs), ("by", by), ("reason", reason), ("id", id), ("accepting", state == "accepted" ? 1L : 0L)) == 1;

    /// <summary>Takes an offer back from a dealer that has it, or had accepted it.</summary>
    public static void Withdraw(Unit unit, string id, string reason) => unit.Add(WithdrawSql, ("at", unit.NowMs), ("reason", reason), ("id", id));

    /// <summary>Whether somebody had called by the time the dealer's first contact was due.</summary>
    public static void Contacted(Unit unit, string id, bool inTime) => unit.Add(ContactSql, ("in_time", inTime ? 1L : 0L), ("id", id));

    public static void AddDecision(Unit unit, string id, RoutingDecision decision) => unit.Add(DecisionSql,
        ("id", id), ("lead_id", decision.Request.LeadId), ("at", unit.NowMs), ("rule", decision.Rule), ("dealer_id", decision.DealerId),
        ("decision", RoutingJson.Write(decision)));

    public static RoutingDecision? FirstDecision(Unit unit, string leadId) =>
        unit.First<string>(FirstDecisionSql, new { lead_id = leadId }) is { } json ? RoutingJson.ReadDecision(json) : null;

    /// <summary>Why this dealer was asked.</summary>
    public static RoutingDecision? DecisionOf(Unit unit, string offerId) =>
        unit.First<string>(DecisionOfSql, new { id = offerId }) is { } json ? RoutingJson.ReadDecision(json) : null;
}

public sealed record OfferRow(
    string Id, string LeadId, string DealerId, string State, long OfferedAt, long AcceptBy, long ContactBy, long AnsweredAt, string AnsweredBy, long Version);
