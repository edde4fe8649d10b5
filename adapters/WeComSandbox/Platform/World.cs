using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.WeComSandbox.Callbacks;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>Everything the platform knows, in memory. Touch it only under <see cref="Gate"/>.</summary>
internal sealed class World
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly Dictionary<string, Person> _byId = new(StringComparer.Ordinal);

    public World(WeComPlatformOptions options, TimeProvider wall, HttpClient http, Faults faults, Broadcast broadcast)
    {
        (Options, Faults) = (options, faults);
        Time = new PlatformTime(wall, Gate);
        Phones = new Phones(wall, broadcast);
        Tokens = new AccessTokens(this);
        Limits = new RateLimits(Time, faults);
        Companies = [.. new[] { options.Maker() }.Concat(options.Dealers).Select(corp => new Company(this, corp, app => new CallbackSender(options, corp.CorpId, app, wall, http, faults)))];
    }

    public Lock Gate { get; } = new();

    public WeComPlatformOptions Options { get; }

    public Faults Faults { get; }

    public PlatformTime Time { get; }

    public Phones Phones { get; }

    public AccessTokens Tokens { get; }

    public RateLimits Limits { get; }

    /// <summary>The first is the maker's.</summary>
    public IReadOnlyList<Company> Companies { get; }

    public Company Maker => Companies[0];

    /// <summary>Pending ids by shared app and person: one for 90 days.</summary>
    public Dictionary<(long AgentId, string Person), (string Id, DateTimeOffset Until)> PendingIds { get; } = [];

    public IEnumerable<App> Apps => Companies.SelectMany(company => company.Apps);

    /// <summary>By the id of any company, or the unionid.</summary>
    public Person? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    public Person Add(string name, string? id)
    {
        id ??= "wm" + RandomNumberGenerator.GetString(Letters, 30);
        var person = new Person(new Customer(id, name, "o" + Derived(id, "unionid", 27)) { OpenId = "o" + Derived(id, "openid", 27) });
        foreach (var company in Companies)
        {
            // Another company never gets to see the same id for the same person.
            var theirs = company == Maker ? id : "wm" + Derived(id, company.CorpId, 30);
            company.Contacts[theirs] = new Contact(person, theirs);
            _byId[theirs] = person;
        }

        return _byId[person.Customer.UnionId] = person;
    }

    /// <summary>The same after a restart, so that a demo's people stay who they are.</summary>
    private static string Derived(string id, string salt, int length) =>
        string.Concat(SHA512.HashData(Encoding.UTF8.GetBytes(salt + "|" + id)).Take(length).Select(value => Letters[value % Letters.Length]));
}
