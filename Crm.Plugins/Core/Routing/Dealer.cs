using Crm.Plugins.Core.Shared.Calendars;

namespace Crm.Plugins.Core.Routing;

/// <param name="Code">GB/T 2260 code of any level, <c>CN</c> for the nation, or another country's own code.</param>
/// <param name="Share">Weight where territories overlap: 60 and 40 split the leads of a place accordingly.</param>
public sealed record Territory(string Code, double Share = 1);

public readonly record struct GeoPoint(double Latitude, double Longitude);

/// <summary>What a dealer made of its leads so far. Only counts; the router smooths them.</summary>
/// <param name="Offered">Offers that ended one way or another.</param>
/// <param name="Accepted">Of these, in time or not.</param>
/// <param name="AcceptedInTime">Of the offered ones.</param>
/// <param name="ContactedInTime">Of the accepted ones.</param>
/// <param name="Closed">Orders, of the accepted ones.</param>
public readonly record struct DealerRecord(int Offered, int Accepted, int AcceptedInTime, int ContactedInTime, int Closed);

/// <summary>A dealer as routing sees it: what changes seldom. Empty lists mean "no limit": all brands, all series, all work.</summary>
/// <param name="Regions">Territories it owns; empty = none, so it takes part in the open market only.</param>
/// <param name="DailyCap">Leads per day; null = no limit.</param>
/// <param name="Capabilities">sales, test_drive, delivery, service, body_shop, used_car, charging, vip.</param>
/// <param name="Active">False = suspended: no new leads.</param>
public sealed record Dealer(
    string Id,
    string Code,
    IReadOnlyList<string> Brands,
    IReadOnlyList<Territory> Regions,
    BusinessCalendar Calendar,
    int? DailyCap = null,
    double Weight = 1,
    IReadOnlyList<string>? Capabilities = null,
    IReadOnlyList<string>? Series = null,
    GeoPoint? Location = null,
    DealerRecord Record = default,
    bool Active = true);

/// <summary>A dealer's load: what changes with every lead.</summary>
/// <param name="Open">Leads it is working on, offers included.</param>
/// <param name="Last30Days">Leads it was given in the last 30 days, for its fair share.</param>
/// <param name="LastAssigned">Breaks ties: who waited longest comes first.</param>
public readonly record struct DealerLoad(int AssignedToday, int Open, int Last30Days, DateTimeOffset? LastAssigned)
{
    /// <summary>After one more lead.</summary>
    public DealerLoad Assigned(DateTimeOffset at) => new(AssignedToday + 1, Open + 1, Last30Days + 1, at);
}
