using Crm.Plugins.Core.Leads;
using Crm.Plugins.Core.Routing;
using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Core.Tests.Routing;

/// <summary>Dealers and leads to route, with the one detail a test is about.</summary>
internal static class Field
{
    /// <summary>Friday 20 November 2026, 10:00 in Shanghai.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    /// <summary>09:00 to 18:00 every day in Shanghai.</summary>
    public static readonly BusinessCalendar Days = new(CalendarTemplates.DealerDefault());

    public static Dealer Dealer(string id, params string[] regions) =>
        new(id, id.ToUpperInvariant(), ["vw"], [.. regions.Select(code => new Territory(code))], Days);

    public static Dealer[] Dealers(int count) => [.. Enumerable.Range(1, count).Select(i => Dealer($"d{i}"))];

    public static RoutingRequest Lead(string id = "lead") => new()
    {
        LeadId = id,
        Now = Now,
        Brand = "vw",
        Temperature = Temperature.Hot,
        Consented = true,
        PromiseStart = Now,
        PromiseDue = Now.AddMinutes(10),
    };

    public static RoutingDecision Route(RoutingRequest lead, params Dealer[] dealers) => Route(lead, new DealerSnapshot(dealers));

    public static RoutingDecision Route(RoutingRequest lead, DealerSnapshot snapshot, RoutingRules? rules = null) =>
        Router.Route(lead, snapshot, rules ?? RoutingRules.Default, RoundRobinCursor.Start).Decision;

    public static DealerSnapshot With(this DealerSnapshot snapshot, string id, Func<DealerLoad, DealerLoad> change) =>
        snapshot.WithLoad(id, change(snapshot.LoadOf(id)));

    /// <summary>Each excluded dealer as <c>id:code</c>.</summary>
    public static string[] Out(this RoutingDecision decision) =>
        [.. decision.Excluded.Select(dealer => $"{dealer.Id}:{dealer.Excluded}")];

    /// <summary>Every pick method used for the open market.</summary>
    public static RoutingRules Picking(PickMethod pick) => RoutingRules.Default with { OpenMarketPick = pick, TerritoryPick = pick };
}
