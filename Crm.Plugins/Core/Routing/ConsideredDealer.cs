using System.Text.Json.Serialization;

namespace Crm.Plugins.Core.Routing;

/// <summary>Why a dealer was not taken .</summary>
public static class ExclusionCodes
{
    public const string Brand = "brand";
    public const string Skill = "skill";
    public const string Closed = "closed";
    public const string Cap = "cap";
    public const string Suspended = "suspended";
    public const string Tried = "tried";
    public const string CustomerBlock = "customer_block";
    public const string Far = "far";
    public const string Consent = "consent";
}

/// <summary>
/// One dealer in one decision: the facts it was judged by, then the verdict. The facts are numbers as they were at that
/// moment, so the same decision can be taken again without calendar, map or dealer file.
/// </summary>
public sealed record ConsideredDealer
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>Kilometres as the crow flies, to 0.1; null where either place is unknown.</summary>
    [JsonPropertyName("km")]
    public double? Km { get; init; }

    /// <summary>How specific the territory is that covers the lead: 4 = its own county, 3 = city, 2 = province, 1 = nation; null = none.</summary>
    [JsonPropertyName("terr")]
    public int? Territory { get; init; }

    /// <summary>3 = same county, 2 = same city, 1 = same province, 0 = elsewhere; null where unknown.</summary>
    [JsonPropertyName("near")]
    public int? Near { get; init; }

    /// <summary>Weight times the share of the territory.</summary>
    [JsonPropertyName("w")]
    public double Weight { get; init; }

    [JsonPropertyName("cap")]
    public int? Cap { get; init; }

    [JsonPropertyName("today")]
    public int AssignedToday { get; init; }

    [JsonPropertyName("open")]
    public int Open { get; init; }

    [JsonPropertyName("d30")]
    public int Last30Days { get; init; }

    /// <summary>Epoch milliseconds; null = never.</summary>
    [JsonPropertyName("last")]
    public long? LastAssigned { get; init; }

    /// <summary>0 to 1: in time and closing, smoothed towards the brand's mean.</summary>
    [JsonPropertyName("perf")]
    public double Performance { get; init; }

    [JsonPropertyName("fit")]
    public double Fit { get; init; }

    [JsonPropertyName("vip")]
    public bool Vip { get; init; }

    /// <summary>Epoch milliseconds of its first open moment inside or after the promise's window; null where nothing was promised or it never opens.</summary>
    [JsonPropertyName("opens")]
    public long? OpensAt { get; init; }

    /// <summary>Its place in the turn before this decision, where turns were taken.</summary>
    [JsonPropertyName("turn")]
    public long? Turn { get; init; }

    /// <summary>One of <see cref="ExclusionCodes"/>; null = it fitted.</summary>
    [JsonPropertyName("out")]
    public string? Excluded { get; init; }

    /// <summary>1 = chosen; 0 = fitted, but the rule that decided was not about it.</summary>
    [JsonPropertyName("rank")]
    public int Rank { get; init; }

    [JsonPropertyName("score")]
    public double Score { get; init; }

    [JsonPropertyName("parts")]
    public ScoreParts? Parts { get; init; }
}
