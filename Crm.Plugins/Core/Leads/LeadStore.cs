using Crm.Plugins.Contract;
using Crm.Plugins.Core.Shared;
using Crm.Plugins.Core.Store;

namespace Crm.Plugins.Core.Leads;

/// <summary>SQL of leads and their facts, for writing. Lists for people are in <see cref="LeadQueries"/>.</summary>
public static class LeadStore
{
    private const string InsertSql = """
        insert into lead (id, customer_id, inquiry_id, wish, brand, series, model, region, channel, campaign, scene, temperature, stage,
            dealer_id, owner_kind, captured_at, qualified_at, offered_at, last_activity_at, linked_lead_id)
        values (@id, @customer_id, @inquiry_id, @wish, @brand, @series, @model, @region, @channel, @campaign, @scene, @temperature, @stage,
            @dealer_id, @owner_kind, @at, @qualified_at, @offered_at, @at, @linked)
        """;

    private const string Columns = """
        id, customer_id, inquiry_id, wish, coalesce(brand, '') as brand, coalesce(series, '') as series, coalesce(model, '') as model,
        coalesce(region, '') as region, temperature, stage, coalesce(dealer_id, '') as dealer_id, owner_kind, captured_at,
        coalesce(qualified_at, 0) as qualified_at, coalesce(offered_at, 0) as offered_at, coalesce(accepted_at, 0) as accepted_at,
        coalesce(contacted_at, 0) as contacted_at, last_activity_at, missed_clock, version, coalesce(adviser_id, '') as adviser_id,
        coalesce(visit_at, 0) as visit_at
        """;

    private const string OfCustomerSql = $"select {Columns} from lead where customer_id = @customer_id";

    private const string OneSql = $"select {Columns} from lead where id = @id";

    private const string TouchSql = """
        update lead set last_activity_at = @at, brand = coalesce(brand, @brand), series = coalesce(series, @series),
            model = coalesce(model, @model), region = coalesce(region, @region), version = version + 1
        where id = @id
        """;

    private const string FactSql = """
        insert into lead_fact (id, lead_id, kind, at, reason, actor, recorded_at) values (@id, @lead_id, @kind, @at, @reason, @actor, @now)
        """;

    private const string FactsSql = "select kind, at, coalesce(reason, '') as reason from lead_fact where lead_id = @id";

    private const string AdviserSql = "update lead set adviser_id = @adviser_id where id = @id";

    private const string VisitSql = "update lead set visit_at = @at, version = version + 1 where id = @id";

    private const string TemperatureSql = "update lead set temperature = @temperature, version = version + 1 where id = @id";

    private const string StateSql = """
        update lead set stage = @stage, dealer_id = @dealer_id, owner_kind = @owner_kind, qualified_at = @qualified_at, offered_at = @offered_at,
            accepted_at = @accepted_at, contacted_at = @contacted_at, missed_clock = @missed_clock, version = version + 1
        where id = @id
        """;

    private const string NotInterestedSql = """
        select l.customer_id, max(f.at) as at from lead l join lead_fact f on f.lead_id = l.id
        where l.customer_id = any(@ids) and f.kind = 'lost' and replace(coalesce(f.reason, ''), '-', '_') = @reason and f.at > @since group by l.customer_id
        """;

    /// <summary>Who lost interest since then, and when.</summary>
    public static Dictionary<string, DateTimeOffset> NotInterested(Unit unit, string[] ids, DateTimeOffset since) =>
        unit.Query<LostInterestRow>(NotInterestedSql, new { ids, reason = LostReasons.NotInterested, since = since.ToUnixTimeMilliseconds() })
            .ToDictionary(row => row.CustomerId, row => DateTimeOffset.FromUnixTimeMilliseconds(row.At));

    private const string OrdersSql = """
        select dealer_id, count(*) as orders from lead where id >= @since and stage in ('ordered', 'delivered') and dealer_id is not null group by dealer_id
        """;

    public static void Add(Unit unit, NewLead lead, string stage, string? dealerId, bool qualified, bool offered) => unit.Add(InsertSql,
        ("id", lead.Id), ("customer_id", lead.CustomerId), ("inquiry_id", lead.InquiryId), ("wish", Words.Of(lead.Wish)), ("brand", lead.Brand),
        ("series", lead.Series), ("model", lead.Model), ("region", lead.Region), ("channel", lead.Channel), ("campaign", lead.Campaign),
        ("scene", lead.Scene), ("temperature", Words.Of(lead.Temperature)), ("stage", stage), ("dealer_id", dealerId),
        ("owner_kind", dealerId is null ? "desk" : "dealer"), ("at", unit.NowMs), ("qualified_at", qualified ? unit.NowMs : null),
        ("offered_at", offered ? unit.NowMs : null), ("linked", lead.LinkedLeadId));

    public static IReadOnlyList<LeadRow> OfCustomer(Unit unit, string customerId) =>
        unit.Read(OfCustomerSql, Map, ("customer_id", customerId));

    public static LeadRow? Get(Unit unit, string id)
    {
        var rows = unit.Read(OneSql, Map, ("id", id));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>How many of the leads since that id each dealer sold.</summary>
    internal static IReadOnlyDictionary<string, long> OrdersByDealer(Unit unit, string since) =>
        unit.Read(OrdersSql, row => (row.GetString(0), row.GetInt64(1)), ("since", since)).ToDictionary();

    /// <summary>A repeat: the lead moves up, and what was unknown is filled in.</summary>
    public static void Touch(Unit unit, string id, string? brand, string? series, string? model, string? region) =>
        unit.Add(TouchSql, ("at", unit.NowMs), ("brand", brand), ("series", series), ("model", model), ("region", region), ("id", id));

    public static void AddFact(Unit unit, string leadId, LeadFact fact, string actor) => unit.Add(FactSql,
        ("id", Ids.New(unit.Now)), ("lead_id", leadId), ("kind", Words.Of(fact.Kind)), ("at", fact.At.ToUnixTimeMilliseconds()),
        ("reason", fact.Reason), ("actor", actor), ("now", unit.NowMs));

    internal static IReadOnlyList<LeadFact> Facts(Unit unit, LeadRow lead)
    {
        var facts = unit.Read(FactsSql, row => new LeadFact(Words.Parse<LeadFactKind>(row.GetString(0)),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2) is { Length: > 0 } reason ? reason : null), ("id", lead.Id));
        facts.Add(new LeadFact(LeadFactKind.Captured, At(lead.CapturedAt)));
        if (lead.QualifiedAt > 0) facts.Add(new LeadFact(LeadFactKind.Qualified, At(lead.QualifiedAt)));
        if (lead.OfferedAt > 0) facts.Add(new LeadFact(LeadFactKind.Offered, At(lead.OfferedAt)));
        return facts;
    }

    internal static void SaveState(Unit unit, LeadRow lead) => unit.Add(StateSql,
        ("stage", lead.Stage), ("dealer_id", lead.DealerId.Length == 0 ? null : lead.DealerId), ("owner_kind", lead.OwnerKind),
        ("qualified_at", OrNull(lead.QualifiedAt)), ("offered_at", OrNull(lead.OfferedAt)), ("accepted_at", OrNull(lead.AcceptedAt)),
        ("contacted_at", OrNull(lead.ContactedAt)), ("missed_clock", lead.MissedClock), ("id", lead.Id));

    /// <summary>Who serves it by name; null = nobody in particular.</summary>
    public static void SetAdviser(Unit unit, string id, string? userId) => unit.Add(AdviserSql, ("adviser_id", userId), ("id", id));

    /// <summary>When the customer would like to come for the drive.</summary>
    public static void SetVisit(Unit unit, string id, DateTimeOffset at) => unit.Add(VisitSql, ("at", at.ToUnixTimeMilliseconds()), ("id", id));

    public static void SetTemperature(Unit unit, string id, string temperature) => unit.Add(TemperatureSql, ("temperature", temperature), ("id", id));

    private static long? OrNull(long at) => at == 0 ? null : at;

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static LeadRow Map(System.Data.Common.DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7),
        r.GetString(8), r.GetString(9), r.GetString(10), r.GetString(11), r.GetInt64(12), r.GetInt64(13), r.GetInt64(14), r.GetInt64(15),
        r.GetInt64(16), r.GetInt64(17), r.GetInt64(18), r.GetInt64(19), r.GetString(20), r.GetInt64(21));
}

/// <summary>Strings are empty and instants 0 where unknown.</summary>
/// <param name="VisitAt">When the customer would like to come; no appointment yet.</param>
public sealed record LeadRow(
    string Id, string CustomerId, string InquiryId, string Wish, string Brand, string Series, string Model, string Region, string Temperature,
    string Stage, string DealerId, string OwnerKind, long CapturedAt, long QualifiedAt, long OfferedAt, long AcceptedAt, long ContactedAt,
    long LastActivityAt, long MissedClock, long Version, string AdviserId = "", long VisitAt = 0);

/// <param name="LinkedLeadId">The person's earlier lead, where there is one.</param>
public sealed record NewLead(
    string Id, string CustomerId, string InquiryId, Wish Wish, string? Brand, string? Series, string? Model, string? Region, string Channel,
    string? Campaign, string? Scene, Temperature Temperature, string? LinkedLeadId);

internal sealed record LostInterestRow(string CustomerId, long At);
