using System.Security.Cryptography;
using Crm.Adapters.WeCom.Wire;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Mapping;

/// <summary>Turns one authentic callback into an item to store and, for customer service, a source to pull.</summary>
internal static class CallbackMapper
{
    /// <summary>A welcome code lives 20 seconds from the event.</summary>
    private static readonly TimeSpan WelcomeLife = TimeSpan.FromSeconds(20);

    private static readonly string[] Ended = ["del_external_contact", "del_follow_user"];

    public static InboundItem Item(WeComApp app, InnerMessage inner, ReadOnlyMemory<byte> raw, DateTimeOffset receivedAt, bool welcome)
    {
        var item = new InboundItem
        {
            DedupKey = DedupKey(app, inner, raw.Span),
            Kind = InboundKind.Event,
            OccurredAt = inner.CreatedAt ?? receivedAt,
            Raw = raw,
            RawContentType = inner.IsJson ? "application/json" : "application/xml",
        };
        if (inner.Is("Event"u8, "kf_account_auth_change"u8))
            return item with { Fact = new AccountsChanged(app.Name) };
        if (IsContactChange(inner))
            return Contact(item, app, inner, welcome);
        if (GroupFacts.Read(app, inner) is { } group)
            return item with { Fact = group };
        if (ContactFacts.Tags(app, inner) is { } tags)
            return item with { Fact = tags };
        // A member wrote or tapped: one of our own people, not a customer.
        return inner.Text("FromUserName"u8)?.ToLowerInvariant() is { } user && user != "sys"
            ? item with { ReplyTo = WeComAddress.Format(WeComAddress.Member, app, user), Fact = StaffFacts.Read(app, inner, user) }
            : item;
    }

    /// <summary>Authentic bytes that cannot be read: kept for a person to look at.</summary>
    public static InboundItem Malformed(WeComApp app, ReadOnlyMemory<byte> raw, DateTimeOffset receivedAt) => new()
    {
        DedupKey = DedupKey(app, null, raw.Span),
        Kind = InboundKind.Malformed,
        OccurredAt = receivedAt,
        Raw = raw,
        RawContentType = "application/octet-stream",
        Fault = Refusal.BadInnerMessage.Code(),
    };

    /// <summary>The event says only that something is there to fetch, and lends a token for it; or that the accounts to fetch from changed.</summary>
    public static PullWake? Wake(WeComApp app, InnerMessage inner) =>
        inner.Is("Event"u8, "kf_account_auth_change"u8) && app.Can(Capabilities.CustomerService) ? new PullWake($"{app.Name}/{KfAccounts.Source}", null)
        : inner.Is("Event"u8, "kf_msg_or_event"u8) && app.Can(Capabilities.CustomerService) && inner.Text("OpenKfId"u8) is { } account
            ? new PullWake($"{app.Name}/{account}", inner.Text("Token"u8))
            : null;

    /// <summary>
    /// The platform's message id, else the decrypted bytes: a retry has a new nonce and ciphertext but the same inside,
    /// and ten people scanning one code in one second differ in their ids.
    /// </summary>
    private static string DedupKey(WeComApp app, InnerMessage? inner, ReadOnlySpan<byte> raw) =>
        (inner?.Text("MsgId"u8) ?? inner?.JsonId) is { Length: <= 64 } id
            ? $"{app.CorpId}:{app.Key}:m:{id}"
            : $"{app.CorpId}:{app.Key}:h:{Convert.ToHexStringLower(SHA256.HashData(raw))}";

    private static bool IsContactChange(InnerMessage inner) =>
        inner.Is("Event"u8, "change_external_contact"u8) || inner.Is("InfoType"u8, "change_external_contact"u8);

    private static InboundItem Contact(InboundItem item, WeComApp app, InnerMessage inner, bool welcome)
    {
        if (inner.Text("ExternalUserID"u8) is not { } customer)
            return item;
        // A suite serves many corps; the event names the one it is about.
        var corpId = inner.Text("AuthCorpId"u8) ?? app.CorpId;
        item = item with
        {
            Identities = [Identity(corpId, customer)],
            LookupAddress = $"{app.Name}/{customer}",
            ConversationKey = $"contact:{corpId}:{inner.Text("UserID"u8)?.ToLowerInvariant()}:{customer}",
            Fact = ContactFacts.Of(app, inner, customer),
        };
        var change = inner.Text("ChangeType"u8) ?? "";
        if (Ended.Contains(change, StringComparer.OrdinalIgnoreCase))
            return item with { Kind = InboundKind.ContactLost };
        var half = change.Equals("add_half_external_contact", StringComparison.OrdinalIgnoreCase);
        if (!half && !change.Equals("add_external_contact", StringComparison.OrdinalIgnoreCase))
            return item;
        item = item with { Kind = InboundKind.ContactAdded, Source = CampaignState.Source(inner.Text("State"u8)), Fact = Linked(app, inner, customer, half) };
        return welcome && inner.Text("WelcomeCode"u8) is { } code
            ? item with { ReplyTo = WeComAddress.Format(WeComAddress.Welcome, app, code), ReplyUntil = item.OccurredAt + WelcomeLife }
            : item;
    }

    private static MemberLinked? Linked(WeComApp app, InnerMessage inner, string customer, bool half)
    {
        if (inner.Text("UserID"u8)?.ToLowerInvariant() is not { } member)
            return null;
        var writable = app.Can(Capabilities.AppMessage) && app.AgentId is not null;
        return new MemberLinked(app.Name, member, customer, half, inner.Text("State"u8))
        {
            MemberAddress = writable ? WeComAddress.Format(WeComAddress.Member, app, member) : null,
        };
    }

    /// <summary>One person has another external id in every corp.</summary>
    public static ChannelIdentity Identity(string corpId, string externalUserId) => new("channel", $"wecom:{corpId}:{externalUserId}");
}
