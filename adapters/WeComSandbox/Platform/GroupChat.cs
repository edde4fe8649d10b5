using System.Security.Cryptography;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>A customer group: our members and customers in one chat.</summary>
internal sealed class GroupChat(string chatId, DateTimeOffset created)
{
    public const int MostMembers = 200;

    public string ChatId => chatId;

    public DateTimeOffset Created => created;

    public required string Name { get; set; }

    /// <summary>Lower-case user id.</summary>
    public required string Owner { get; set; }

    public string Notice { get; set; } = "";

    public bool Dismissed { get; set; }

    /// <summary>By user id or external_userid.</summary>
    public OrderedDictionary<string, GroupMember> Members { get; } = new(StringComparer.Ordinal);

    public string Version { get; private set; } = NewVersion();

    public void Change() => Version = NewVersion();

    private static string NewVersion() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}

/// <param name="Type">1 one of us, 2 a customer.</param>
/// <param name="JoinScene">1 invited, 2 by a link, 3 by a QR code.</param>
internal sealed record GroupMember(string Id, int Type, DateTimeOffset Joined, int JoinScene, string? Invitor, string? State);
