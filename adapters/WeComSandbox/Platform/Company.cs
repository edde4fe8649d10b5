using System.Text.Json.Nodes;
using System.Xml.Linq;
using Crm.Adapters.WeComSandbox.Callbacks;
using Crm.Adapters.WeComSandbox.Wire;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>What the platform knows of one company. Touch it only under <see cref="World.Gate"/>.</summary>
internal sealed class Company
{
    private readonly World _world;

    public Company(World world, WeComCorpOptions options, Func<WeComAppOptions, CallbackSender> callbacks)
    {
        (_world, Options, ShareConfirmed) = (world, options, options.ShareConfirmed);
        Apps = [.. options.Apps.Select(app => new App(this, app, callbacks(app)))];
        foreach (var member in options.Members)
            Members[member.ToLowerInvariant()] = new Member(member);
        foreach (var id in options.OpenKfIds)
            Accounts[id] = new KfAccount(this, id, "在线客服", Members.Keys);
        Codes = new OneTimeCodes(world.Time);
        Media = new MediaStore(world.Time);
    }

    public World World => _world;

    public WeComCorpOptions Options { get; }

    public string CorpId => Options.CorpId;

    public IReadOnlyList<App> Apps { get; }

    public Faults Faults => _world.Faults;

    /// <summary>The platform's time: for lives, windows and quotas.</summary>
    public DateTimeOffset Now => _world.Time.GetUtcNow();

    /// <summary>The host's time: for what the receiver gets to see.</summary>
    public DateTimeOffset Stamp => _world.Time.Wall.GetUtcNow();

    public bool ShareConfirmed { get; set; }

    public OneTimeCodes Codes { get; }

    public MediaStore Media { get; }

    public TicketBox Ticket { get; } = new(MostPerHour: 400);

    /// <summary>By lower-case user id.</summary>
    public OrderedDictionary<string, Member> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>By the external_userid of this company.</summary>
    public OrderedDictionary<string, Contact> Contacts { get; } = new(StringComparer.Ordinal);

    public OrderedDictionary<string, KfAccount> Accounts { get; } = new(StringComparer.Ordinal);

    public OrderedDictionary<string, ContactWay> ContactWays { get; } = new(StringComparer.Ordinal);

    public TagLibrary Tags { get; } = new();

    public List<Transfer> Transfers { get; } = [];

    public OrderedDictionary<string, GroupChat> Groups { get; } = new(StringComparer.Ordinal);

    public OrderedDictionary<string, JoinWay> JoinWays { get; } = new(StringComparer.Ordinal);

    public OrderedDictionary<string, MassTask> MassTasks { get; } = new(StringComparer.Ordinal);

    public MassQuota Quota { get; } = new();

    public List<MemberMessage> MemberMessages { get; } = [];

    public List<SentCard> Cards { get; } = [];

    public Dictionary<string, SignInCode> SignInCodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages to our own people that the platform dropped without a word.</summary>
    public int DroppedMemberMessages { get; set; }

    /// <summary>A contact by this company's own id, as the API must name it.</summary>
    public Contact Contact(string? id) =>
        id is not null && Contacts.TryGetValue(id, out var contact) ? contact : throw new WeComError(40096, "invalid external userid");

    /// <summary>A contact by any company's id, as the acts of people may name it.</summary>
    public Contact Known(string id) =>
        Contacts.TryGetValue(id, out var contact) ? contact
        : _world.Find(id) is { } person ? Contacts.Values.First(contact => contact.Person == person)
        : throw new WeComError(40096, "invalid external userid");

    public IEnumerable<Member> Working => Members.Values.Where(member => member.Left is null);

    /// <summary>User ids come in any case.</summary>
    public Member Member(string? userId, int unknown = 60111) =>
        userId is not null && Members.TryGetValue(userId.ToLowerInvariant(), out var member) ? member : throw new WeComError(unknown, "userid not found");

    public KfAccount Account(string? openKfId)
    {
        if (openKfId is null || !openKfId.StartsWith("wk", StringComparison.Ordinal))
            throw new WeComError(95000, "invalid open_kfid");
        if (!Accounts.TryGetValue(openKfId, out var account))
            throw new WeComError(95004, "open_kfid does not exist");
        return account.Granted ? account : throw new WeComError(48007, "no access to this open_kfid");
    }

    public PhoneMessage Show(Contact contact, string from, string kind, string text, string? chat = null, IReadOnlyList<PhoneChoice>? choices = null, string? tail = null, string? id = null) =>
        _world.Phones.Add(contact.Customer.Id, from, kind, text, choices, tail, id, CorpId, chat);

    /// <summary>An event of the platform itself, told to every app that may know.</summary>
    public Task<CallbackOutcome> Tell(Func<WeComAppOptions, bool> may, string name, IEnumerable<(string Name, string? Value)> fields, params XElement[] nested) =>
        TellAll(may, app => CallbackXml.Message(CorpId, "sys", Stamp, "event", [("Event", name), .. fields], nested));

    public Task<CallbackOutcome> TellContact(string change, string member, Contact contact, params (string Name, string? Value)[] more) =>
        Tell(app => app.Contacts, "change_external_contact", [("ChangeType", change), ("UserID", Members[member].UserId), ("ExternalUserID", contact.Id), .. more]);

    /// <summary>The outcome is that of the first app.</summary>
    public Task<CallbackOutcome> TellAll(Func<WeComAppOptions, bool> may, Func<App, string> xml)
    {
        Task<CallbackOutcome>? first = null;
        foreach (var app in Apps.Where(app => may(app.Options)))
        {
            var sent = app.Callbacks.Send(xml(app));
            first ??= sent;
        }

        return first ?? Task.FromResult(CallbackOutcome.Lost);
    }
}
