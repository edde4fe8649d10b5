using System.Text.Json.Serialization;
using Crm.Plugins.Core.Leads;

namespace Crm.Plugins.Core.Routing;

/// <summary>A dealer the customer already has to do with, and how: open-lead, selling, servicing, family.</summary>
public sealed record RelatedDealer(string DealerId, string Kind);

/// <summary>What is known of the lead when a dealer is sought. Part of the stored decision, so it can be replayed.</summary>
public sealed record RoutingRequest
{
    public required string LeadId { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Null = not known; then no dealer is excluded for its brand, see <see cref="BrandUnclear"/>.</summary>
    public string? Brand { get; init; }

    /// <summary>No brand is known and there is more than one: whoever is chosen by place or score might sell the wrong cars.</summary>
    public bool BrandUnclear { get; init; }

    public string? Series { get; init; }

    public Wish Wish { get; init; } = Wish.Buy;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Temperature Temperature { get; init; } = Temperature.Warm;

    /// <summary>GB/T 2260 code, or another country's own code; null = not known.</summary>
    public string? Region { get; init; }

    public GeoPoint? Location { get; init; }

    /// <summary>The customer allowed us to pass the lead on (P-03). Without it the maker's desk keeps it.</summary>
    public bool Consented { get; init; }

    /// <summary>The window the customer was promised; null where no call was promised.</summary>
    public DateTimeOffset? PromiseStart { get; init; }

    public DateTimeOffset? PromiseDue { get; init; }

    /// <summary>The dealer the customer asked for: nobody else comes first (R-02 rule 1).</summary>
    public string? NamedDealer { get; init; }

    public bool Vip { get; init; }

    /// <summary>The dealer of a VIP's own adviser.</summary>
    public string? DedicatedDealer { get; init; }

    /// <summary>In the order they count: the open lead's dealer, the selling one, the servicing one, the family's.</summary>
    public IReadOnlyList<RelatedDealer> Related { get; init; } = [];

    /// <summary>Dealers with exactly the wanted car in stock.</summary>
    public IReadOnlyList<string> InStock { get; init; } = [];

    /// <summary>Dealers that declined this lead or let it run out.</summary>
    public IReadOnlyList<string> Tried { get; init; } = [];

    /// <summary>Dealers the customer does not want.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    /// <summary>The ranking of the first decision: a re-offer goes down this list, each one filtered anew .</summary>
    public IReadOnlyList<string> Ranking { get; init; } = [];

    /// <summary>Offers already made for this lead.</summary>
    public int OffersMade { get; init; }
}
