using System.Security.Cryptography;
using System.Text.Json;

namespace Crm.Plugins.Core.Consent;

/// <summary>Section <c>Crm:ContactPolicy</c>: what holds for messages the customer did not ask for (P-11, C-12).</summary>
public sealed record ContactPolicyOptions
{
    /// <summary>Per person over all channels: calendar day, 7 days, 30 days. 0 = none at all.</summary>
    public int PerDay { get; init; } = 1;

    public int PerWeek { get; init; } = 2;

    public int PerMonth { get; init; } = 4;

    /// <summary>People who share a phone number count as one household, unless more than <see cref="HouseholdMost"/> share it.</summary>
    public int HouseholdPerWeek { get; init; } = 4;

    public int HouseholdMost { get; init; } = 6;

    /// <summary>In the customer's zone; equal = no quiet hours.</summary>
    public TimeSpan QuietFrom { get; init; } = TimeSpan.FromHours(20);

    public TimeSpan QuietUntil { get; init; } = TimeSpan.FromHours(9);

    /// <summary>Nothing while a complaint S1 to S3 is open, nor this long after it.</summary>
    public int ComplaintHours { get; init; } = 72;

    /// <summary>Nothing this long after a lead was lost because the customer was not interested.</summary>
    public int NotInterestedDays { get; init; } = 180;

    /// <summary>Messages to one group a day.</summary>
    public int GroupPerDay { get; init; } = 1;

    /// <summary>By plugin id.</summary>
    public IReadOnlyDictionary<string, ChannelPolicy> Channels { get; init; } = new Dictionary<string, ChannelPolicy>();

    /// <summary>Names exactly these rules; kept with every verdict.</summary>
    public string Version => "policy-" + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new { PerDay, PerWeek, PerMonth, HouseholdPerWeek, HouseholdMost, QuietFrom, QuietUntil, ComplaintHours, NotInterestedDays, GroupPerDay, Channels })).AsSpan(0, 4));

    public ChannelPolicy For(string channel) => Channels.GetValueOrDefault(channel) ?? ChannelPolicy.Default;

    /// <exception cref="InvalidOperationException">A value that cannot be meant, named.</exception>
    public ContactPolicyOptions Checked()
    {
        if (PerDay < 0 || PerWeek < 0 || PerMonth < 0 || HouseholdPerWeek < 0 || ComplaintHours < 0 || NotInterestedDays < 0 || GroupPerDay < 0)
            throw new InvalidOperationException("Crm:ContactPolicy: a cap or a time is not below 0.");
        var day = TimeSpan.FromDays(1);
        if (QuietFrom < TimeSpan.Zero || QuietFrom >= day || QuietUntil < TimeSpan.Zero || QuietUntil >= day)
            throw new InvalidOperationException("Crm:ContactPolicy:QuietFrom and QuietUntil are times of day such as 20:00:00.");
        foreach (var (channel, policy) in Channels)
            if (!Quotas.All.Contains(policy.Quota))
                throw new InvalidOperationException($"Crm:ContactPolicy:Channels:{channel}:Quota is one of {string.Join(", ", Quotas.All)}.");
        return this;
    }
}

/// <summary>What holds besides on one channel. Null = no cap of its own.</summary>
public sealed record ChannelPolicy
{
    internal static readonly ChannelPolicy Default = new();

    public int? PerDay { get; init; }

    public int? PerWeek { get; init; }

    public int? PerMonth { get; init; }

    /// <summary>How often the platform itself lets a member reach one customer by mass send, as set on its console: see <see cref="Quotas"/>.</summary>
    public string Quota { get; init; } = Quotas.DaysOfMonth;

    /// <summary>Consent channels that cover this one besides its own name, such as <c>wechat</c>.</summary>
    public IReadOnlyList<string> ConsentChannels { get; init; } = [];
}

/// <summary>The platform's own quotas for mass sends to one customer.</summary>
public static class Quotas
{
    /// <summary>As many in a calendar month as it has days.</summary>
    public const string DaysOfMonth = "days-of-month";
    public const string SevenAWeek = "seven-a-week";
    public const string OneADay = "one-a-day";
    public const string None = "none";

    public static IReadOnlyList<string> All { get; } = [DaysOfMonth, SevenAWeek, OneADay, None];
}
