using System.Text.Json;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Insight;

namespace Crm.Plugins.Core.MassSends;

/// <summary>A mass send as stored. Strings are empty where unknown; instants are epoch milliseconds.</summary>
/// <param name="QuotaKey">Whose quota on the platform it uses: channel and company.</param>
/// <param name="Sender">The one member asked; empty = the platform picks who last talked with each customer.</param>
/// <param name="Cursor">The last target gathered.</param>
public sealed record MassSendRow(
    string Id, string Name, string Channel, string Account, string QuotaKey, string DealerId, long ToGroups, string Sender, string Text, string Attachments,
    string Audience, long StartAt, string State, string Cursor, long Version)
{
    public bool IsToGroups => ToGroups == 1;

    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(StartAt);

    public bool IsCancelled => State == MassSendStates.Cancelled;

    internal Audience Filters => JsonSerializer.Deserialize<Audience>(Audience, JsonSerializerOptions.Web) ?? new Audience();

    internal IReadOnlyList<MessageAttachment> Files => JsonSerializer.Deserialize<List<MessageAttachment>>(Attachments, JsonSerializerOptions.Web) ?? [];

    /// <summary>Names the message to one target: the gate decides about it once.</summary>
    internal string Subject(string targetId) => $"mass-send:{Id}:{targetId}";
}

internal static class MassSendStates
{
    public const string Gathering = "gathering";
    public const string Waiting = "waiting";
    public const string Sending = "sending";
    public const string Done = "done";
    public const string Cancelled = "cancelled";
}

/// <summary>Of one customer or group in a mass send.</summary>
internal static class TargetStates
{
    public const string Refused = "refused";
    public const string Allowed = "allowed";
    /// <summary>On its way to the platform.</summary>
    public const string Queued = "queued";
    /// <summary>The platform has asked the member.</summary>
    public const string Planned = "planned";
    /// <summary>The member pressed send; what became of it is not told yet.</summary>
    public const string Confirmed = "confirmed";
    public const string Delivered = "delivered";
    public const string LeftOut = "left-out";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    /// <summary>The member never pressed send.</summary>
    public const string Expired = "expired";

    /// <summary>What the platform's receipt means.</summary>
    public static string? Of(string outcome) => outcome switch
    {
        "sent" => Delivered,
        "not-a-friend" or "quota-used" => outcome,
        _ => null,
    };
}

/// <param name="Tries">How often its creation was asked for.</param>
/// <param name="Looks">How often we looked whether an unanswered creation happened.</param>
internal sealed record MassSendTaskRow(
    string Id, string MassSendId, string Sender, string State, string OperationId, string PlatformId, long Tries, long Looks, long Polls, long QueuedAt, long MadeAt);

internal sealed record TargetRow(string TargetId, string Contact, string Member);

/// <summary>Limits of one call and manners of asking.</summary>
internal static class MassSendLimits
{
    public const int CustomersPerTask = 10_000;
    public const int GroupsPerTask = 2_000;
    public const int Attachments = 9;
    public const int TextBytes = 4_000;
    public const int RemindersPerDay = 3;
    public const int Tries = 3;
    public const int Looks = 2;
    public static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly TimeSpan FirstPoll = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastPoll = TimeSpan.FromHours(6);

    /// <summary>5 minutes, doubled each time, up to 6 hours.</summary>
    public static TimeSpan Pause(long polls) => polls >= 7 ? LastPoll : TimeSpan.FromTicks(Math.Min(LastPoll.Ticks, FirstPoll.Ticks << (int)polls));
}
