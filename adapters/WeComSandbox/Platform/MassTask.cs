using Crm.Adapters.WeComSandbox.Api;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>A mass message: nothing goes out until each member has confirmed on the phone (4.6).</summary>
internal sealed class MassTask(string msgId, bool toGroups, DateTimeOffset created, DateTimeOffset stamp)
{
    public string MsgId => msgId;

    public bool ToGroups => toGroups;

    /// <summary>In the platform's time.</summary>
    public DateTimeOffset Created => created;

    public DateTimeOffset Stamp => stamp;

    public required string Text { get; init; }

    public required IReadOnlyList<PhoneLine> Lines { get; init; }

    /// <summary>Content as it was sent, for the lists.</summary>
    public required string TextJson { get; init; }

    public required string AttachmentsJson { get; init; }

    public string? Creator { get; init; }

    public bool AllowsSelection { get; init; }

    public bool Cancelled { get; set; }

    public Queue<DateTimeOffset> Reminders { get; } = new();

    public OrderedDictionary<string, MassShare> Shares { get; } = new(StringComparer.Ordinal);
}

/// <summary>One member's part of a mass message.</summary>
internal sealed class MassShare(string member)
{
    public string Member => member;

    /// <summary>Host's time of the confirmation; null while it has not been given.</summary>
    public DateTimeOffset? Sent { get; set; }

    public bool Declined { get; set; }

    /// <summary>By external_userid or chat_id.</summary>
    public OrderedDictionary<string, MassResult> Results { get; } = new(StringComparer.Ordinal);
}

internal sealed class MassResult
{
    public const int Unsent = 0;
    public const int Sent = 1;
    public const int NotAFriend = 2;
    public const int QuotaUsed = 3;

    public int Status { get; set; }

    public DateTimeOffset? At { get; set; }
}
