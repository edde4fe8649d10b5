using System.Globalization;
using Crm.Plugins.Contract;
using Crm.Plugins.Core.Links;
using Crm.Store.Tests.Flow;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Store.Tests.Links;

/// <summary>A small platform with members, customers, tags and hand-overs, and what it tells the CRM of them.</summary>
public sealed class People : IContactReads
{
    public const string Account = "maker/crm";
    private readonly CrmFixture _crm;
    private int _items;

    public People(CrmFixture crm)
    {
        _crm = crm;
        crm.Plugins.Reads[typeof(IContactReads)] = this;
        crm.Plugins.Accounts.Add((CrmFixture.Chat, new ChannelAccount(Account, "company", [new ChannelFeature("external-contact", true)])));
        crm.Plugins.Outcome = operation => Task.FromResult(Refuse(operation) ?? Run(operation.Request));
    }

    public Dictionary<(string Member, string Contact), ContactLink> Links { get; } = [];

    public List<ContactTag> Catalogue { get; } = [];

    /// <summary>By contact.</summary>
    public Dictionary<string, TransferState> Results { get; } = [];

    public HashSet<string> MembersThere { get; } = [];

    public int PageSize { get; set; } = 100;

    public int PagesRead { get; private set; }

    /// <summary>What an operation ends with instead of running; null lets it run.</summary>
    public Func<ChannelOperation, OperationResult?> Refuse { get; set; } = _ => null;

    /// <summary>Thrown by the next read of a page.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>The customer is in the member's list; the CRM is not told.</summary>
    public void Has(string member, string contact, string? remark = "noted", params string[] tags)
    {
        MembersThere.Add(member);
        Links[(member, contact)] = new ContactLink(member, contact, $"微信{contact}", remark, tags, "d1-c2", 1, _crm.Time.Now,
            [new ChannelIdentity("channel", $"chat:{contact}")]);
    }

    public async Task AddsAsync(string member, string contact, string? remark = "noted", params string[] tags)
    {
        Has(member, contact, remark, tags);
        await TellAsync(InboundKind.ContactAdded, contact, new MemberLinked(Account, member, contact, false, "d1-c2"));
    }

    public Task TellAsync(InboundKind kind, string contact, ChannelFact fact, DateTimeOffset? at = null) => _crm.ReceiveAsync(new InboundItem
    {
        DedupKey = string.Create(CultureInfo.InvariantCulture, $"fact-{++_items}"), Kind = kind, OccurredAt = at ?? _crm.Time.Now, Raw = "{}"u8.ToArray(),
        Identities = [new ChannelIdentity("channel", $"chat:{contact}")], Fact = fact, Locale = "zh-CN",
    });

    /// <summary>All that is due is asked, on this node.</summary>
    public static async Task AskAsync(CrmFixture crm)
    {
        var runner = crm.Service<IServiceProvider>().GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ChannelTaskRunner>().Single();
        while (await runner.RunOnceAsync(default) > 0)
        {
        }
    }

    /// <summary>Until nothing moves: what is due is asked, what is queued is done.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await AskAsync(_crm);
            await _crm.DeliverAsync();
            await _crm.PumpAsync();
        }
    }

    public async Task<string> MemberAsync(string member) =>
        await _crm.TextAsync("select id from member where member_id = @member", new { member });

    public Task<IReadOnlyList<string>> MembersAsync(string account, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. MembersThere.Order()]);

    public Task<ReadPage<ContactLink>> LinksAsync(string account, string member, string? cursor, CancellationToken cancellationToken)
    {
        if (Trouble is { } trouble)
        {
            Trouble = null;
            throw trouble;
        }

        PagesRead++;
        var skip = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var all = Links.Where(link => link.Key.Member == member).Select(link => link.Value).OrderBy(link => link.Contact).ToList();
        var next = skip + PageSize < all.Count ? (skip + PageSize).ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult(new ReadPage<ContactLink>([.. all.Skip(skip).Take(PageSize)], next));
    }

    public Task<IReadOnlyList<ContactLink>> LinksOfAsync(string account, string contact, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContactLink>>([.. Links.Where(link => link.Key.Contact == contact).Select(link => link.Value)]);

    public Task<IReadOnlyList<ContactTag>> TagsAsync(string account, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContactTag>>([.. Catalogue]);

    public Task<ReadPage<TransferState>> TransfersAsync(string account, string from, string to, bool fromLeaver, string? cursor, CancellationToken cancellationToken) =>
        Task.FromResult(new ReadPage<TransferState>([.. Results.Values], null));

    private OperationResult Run(OperationRequest request)
    {
        switch (request)
        {
            case ChangeTags tags:
                var link = Links[(tags.Member, tags.Contact)];
                Links[(tags.Member, tags.Contact)] = link with { Tags = [.. link.Tags.Except(tags.Remove).Union(tags.Add)] };
                return new OperationResult.Done();
            case SetRemark remark:
                Links[(remark.Member, remark.Contact)] = Links[(remark.Member, remark.Contact)] with { Remark = remark.Remark };
                return new OperationResult.Done();
            case SaveTag save:
                var tag = new ContactTag(save.GroupId ?? "g-" + save.GroupName, save.GroupName, save.PlatformId ?? $"t-{save.Name}", save.Name);
                Catalogue.RemoveAll(known => known.TagId == tag.TagId);
                Catalogue.Add(tag);
                return new OperationResult.Done(new TagSaved(tag.GroupId, tag.TagId));
            case RemoveTag remove:
                Catalogue.RemoveAll(known => known.TagId == remove.PlatformId);
                return new OperationResult.Done();
            case TransferContacts transfer:
                foreach (var contact in transfer.Contacts) Results[contact] = new TransferState(contact, "waiting", null);
                return new OperationResult.Done(new TransferStarted(new Dictionary<string, int>()));
            default:
                return new OperationResult.Rejected("not-supported");
        }
    }
}
