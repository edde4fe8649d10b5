namespace Crm.Plugins.Contract;

/// <summary>Optional: the adapter's accounts on the platform and what works in each. Answers from memory, never calls out.</summary>
public interface IChannelAccounts
{
    IReadOnlyList<ChannelAccount> Accounts { get; }
}

/// <param name="Key">The adapter's own stable name, such as <c>maker/crm</c>: company and app as configured.</param>
/// <param name="Company">The company's id on the platform: contacts of one company share their ids.</param>
/// <param name="Features">What it may be used for, each with its present state.</param>
/// <param name="Dealer">Dealer code of a company that belongs to a dealer; null for the maker's own.</param>
public sealed record ChannelAccount(string Key, string Company, IReadOnlyList<ChannelFeature> Features, string? Dealer = null);

/// <param name="Name">Such as <c>app-message</c>, <c>external-contact</c>, <c>customer-service</c>, <c>shared-app</c>.</param>
/// <param name="Working">False after an error that only the operator can mend.</param>
/// <param name="Reason">The platform's code; null while it works.</param>
public sealed record ChannelFeature(string Name, bool Working, string? Reason = null, DateTimeOffset? Since = null)
{
    /// <summary>What the operator can do, by locale; null while it works.</summary>
    public IReadOnlyDictionary<string, string>? Remedy { get; init; }
}

/// <summary>A page of an answer; <paramref name="NextCursor"/> null = the last.</summary>
public sealed record ReadPage<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>The platform could not answer a read.</summary>
/// <param name="after">When to ask again; null where asking again cannot help.</param>
public sealed class ChannelReadException(string reason, TimeSpan? after, int platformCode = 0) : Exception($"{reason} ({platformCode})")
{
    /// <summary>A stable code, as of <see cref="OperationResult.Rejected"/> or <see cref="OperationResult.Retry"/>.</summary>
    public string Reason => reason;

    public TimeSpan? After => after;

    public int PlatformCode => platformCode;
}

/// <summary>Optional: customers linked with our people, tags, and hand-overs. All throw <see cref="ChannelReadException"/>.</summary>
public interface IContactReads
{
    /// <summary>Members that may have customers.</summary>
    Task<IReadOnlyList<string>> MembersAsync(string account, CancellationToken cancellationToken);

    /// <summary>Customers of one member.</summary>
    Task<ReadPage<ContactLink>> LinksAsync(string account, string member, string? cursor, CancellationToken cancellationToken);

    /// <summary>All links of one customer; empty where there is none (any more).</summary>
    Task<IReadOnlyList<ContactLink>> LinksOfAsync(string account, string contact, CancellationToken cancellationToken);

    Task<IReadOnlyList<ContactTag>> TagsAsync(string account, CancellationToken cancellationToken);

    Task<ReadPage<TransferState>> TransfersAsync(string account, string from, string to, bool fromLeaver, string? cursor, CancellationToken cancellationToken);
}

/// <param name="Tags">Platform ids of company tags.</param>
/// <param name="AddWay">How they came, by the platform's number.</param>
/// <param name="Identities">As an <see cref="InboundItem"/> of this customer carries them.</param>
public sealed record ContactLink(
    string Member, string Contact, string? Name, string? Remark, IReadOnlyList<string> Tags, string? State, int AddWay, DateTimeOffset AddedAt,
    IReadOnlyList<ChannelIdentity> Identities)
{
    /// <summary>What the member noted about the customer.</summary>
    public string? Description { get; init; }
}

public sealed record ContactTag(string GroupId, string GroupName, string TagId, string Name);

/// <param name="State"><c>done</c>, <c>waiting</c>, <c>refused</c>, <c>limit</c> or <c>none</c>.</param>
public sealed record TransferState(string Contact, string State, DateTimeOffset? At);

/// <summary>Optional: customer groups. All throw <see cref="ChannelReadException"/>.</summary>
public interface IGroupReads
{
    Task<ReadPage<string>> GroupsAsync(string account, string? cursor, CancellationToken cancellationToken);

    /// <summary>Null where it was dissolved.</summary>
    Task<CustomerGroup?> GroupAsync(string account, string group, CancellationToken cancellationToken);
}

public sealed record CustomerGroup(
    string Id, string Name, string Owner, string? Notice, DateTimeOffset CreatedAt, string? Version, IReadOnlyList<GroupMember> Members);

/// <param name="IsContact">A customer; else one of our people.</param>
/// <param name="State">Of the code they joined by.</param>
public sealed record GroupMember(string Id, bool IsContact, string? Name, DateTimeOffset? JoinedAt, int JoinScene, string? State, string? InvitedBy, IReadOnlyList<ChannelIdentity> Identities);

/// <summary>Optional: what became of mass sends. All throw <see cref="ChannelReadException"/>.</summary>
public interface IMassSendReads
{
    /// <summary>Sends made on the platform since then, to find one whose creation had no answer.</summary>
    Task<ReadPage<MassSendFound>> RecentAsync(string account, DateTimeOffset since, bool toGroups, string? cursor, CancellationToken cancellationToken);

    Task<ReadPage<MassSendMember>> MembersAsync(string account, string platformId, string? cursor, CancellationToken cancellationToken);

    Task<ReadPage<MassSendReceipt>> ReceiptsAsync(string account, string platformId, string member, string? cursor, CancellationToken cancellationToken);
}

public sealed record MassSendFound(string PlatformId, string Text, DateTimeOffset CreatedAt);

/// <param name="Confirmed">The member pressed send.</param>
public sealed record MassSendMember(string Member, bool Confirmed, DateTimeOffset? At);

/// <param name="Outcome"><c>unsent</c>, <c>sent</c>, <c>not-a-friend</c> or <c>quota-used</c>.</param>
public sealed record MassSendReceipt(string Contact, string? Group, string Outcome, DateTimeOffset? At);

/// <summary>Optional: customer-service accounts. All throw <see cref="ChannelReadException"/>.</summary>
public interface IServiceReads
{
    Task<IReadOnlyList<ServiceAccount>> ServiceAccountsAsync(string account, CancellationToken cancellationToken);

    Task<IReadOnlyList<ServiceMember>> StaffAsync(string account, string serviceAccount, CancellationToken cancellationToken);

    /// <summary>The address customers open; <paramref name="sceneParam"/> comes back with the session.</summary>
    Task<string> LinkAsync(string account, string serviceAccount, string scene, string? sceneParam, CancellationToken cancellationToken);

    /// <summary>Whether a message would be let through now. Null where the adapter knows no limit.</summary>
    /// <param name="to">The conversation's <see cref="InboundItem.ReplyTo"/>.</param>
    Task<SendWindow?> WindowAsync(string to, CancellationToken cancellationToken);
}

public sealed record ServiceAccount(string Id, string Name, string? AvatarUrl);

public sealed record ServiceMember(string Member, bool Available);

/// <param name="ClosesAt">No message after it until the customer writes again; null = closed.</param>
/// <param name="MessagesLeft">Until the customer writes again.</param>
public sealed record SendWindow(DateTimeOffset? ClosesAt, int MessagesLeft);

/// <summary>Optional: fetches media of inbound messages. Throws <see cref="ChannelReadException"/>.</summary>
public interface IMediaReads
{
    /// <param name="mediaRef">The <see cref="ChatMessage.MediaRef"/>.</param>
    /// <param name="maxBytes">More is refused with <c>too-large</c>.</param>
    Task<MediaContent> FetchAsync(string mediaRef, long maxBytes, CancellationToken cancellationToken);
}

/// <param name="FileName">As the platform names it, without a path; null where it does not.</param>
public sealed record MediaContent(string ContentType, string? FileName, ReadOnlyMemory<byte> Bytes);

/// <summary>Optional: who opened a page inside the platform's client. All throw <see cref="ChannelReadException"/>.</summary>
public interface IClientPages
{
    /// <summary>Where to send the browser; <paramref name="state"/> must be random and is checked by the caller.</summary>
    Uri SignInAddress(string account, Uri returnTo, string state);

    /// <summary>Exchanges the single-use code the browser came back with.</summary>
    Task<PageVisitor> VisitorAsync(string account, string code, CancellationToken cancellationToken);

    /// <summary>Signatures for the client's scripts on this address (without its fragment).</summary>
    Task<PageSignatures> SignAsync(string account, Uri page, CancellationToken cancellationToken);
}

/// <summary>Exactly one is set, or <paramref name="OpenId"/> alone for a stranger.</summary>
public sealed record PageVisitor(string? Member, string? Contact, string? OpenId);

public sealed record PageSignatures(string Company, string AppId, string Nonce, long Timestamp, string CompanySignature, string AppSignature);
