using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.WeCom.Wire;

namespace Crm.Adapters.WeCom;

/// <summary>One self-built app ("agent") of one corp, as configured. A class, not a record: records print their members.</summary>
internal sealed class WeComApp
{
    public required string CorpKey { get; init; }

    public required string CorpId { get; init; }

    public required string Key { get; init; }

    /// <summary>What the decrypted message must be addressed to: the corp id, a suite id, or empty for robots.</summary>
    public required string ReceiveId { get; init; }

    /// <summary>Needed to write to members only.</summary>
    public required long? AgentId { get; init; }

    /// <summary>Needed for every API call; an app without it can only receive.</summary>
    public required string? CorpSecret { get; init; }

    /// <summary>Current secrets first, then the previous ones during a rotation.</summary>
    public required IReadOnlyList<CallbackKeys> CallbackKeys { get; init; }

    public required Capabilities Capabilities { get; init; }

    /// <summary>Customer-service accounts that are polled even if no callback wakes them.</summary>
    public required IReadOnlyList<string> OpenKfIds { get; init; }

    /// <summary>Dealer code of a corp that belongs to a dealer; null for the maker's own.</summary>
    public string? Dealer { get; init; }

    /// <summary>The maker's app (<c>maker/crm</c>) that is shared with this corp and lends its tokens; null for an app of its own.</summary>
    public string? SharedFrom { get; init; }

    /// <summary>Members the app may reach, for the day's quota of 200 messages each; 0 = not known, then messages are only counted.</summary>
    public int MemberLimit { get; init; }

    /// <summary><c>maker/crm</c>: how logs and addresses name it.</summary>
    public string Name => $"{CorpKey}/{Key}";

    /// <summary>Names this (corp, secret) without telling the secret; another secret has its own tokens.</summary>
    public string SecretId => field ??= Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{CorpId}@{CorpSecret ?? $"{SharedFrom}/{AgentId}"}")).AsSpan(0, 8));

    public bool Can(Capabilities capability) => Capabilities.HasFlag(capability);
}

/// <summary>What an app may be used for.</summary>
[Flags]
internal enum Capabilities
{
    None = 0,
    /// <summary>Messages to members.</summary>
    AppMessage = 1,
    /// <summary>Customer contact: who added whom, profiles, welcome texts.</summary>
    ExternalContact = 2,
    /// <summary>Customer service (微信客服): chat with customers.</summary>
    CustomerService = 4,
    All = AppMessage | ExternalContact | CustomerService,
}
