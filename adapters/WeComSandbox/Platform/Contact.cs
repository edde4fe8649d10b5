namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>A WeChat user, who is somebody else to every company.</summary>
internal sealed class Person(Customer customer)
{
    /// <summary>As the maker knows them; its id is also the name of their phone.</summary>
    public Customer Customer { get; } = customer;

    public bool RefusesTransfers { get; set; }

    /// <summary>Scans and reads, and never writes a word.</summary>
    public bool IsSilent { get; set; }
}

/// <summary>A person as one company knows them, and the members they have added.</summary>
internal sealed class Contact(Person person, string id)
{
    public Person Person => person;

    public Customer Customer => person.Customer;

    /// <summary>The external_userid of this company.</summary>
    public string Id => id;

    /// <summary>By lower-case user id, in the order of adding.</summary>
    public OrderedDictionary<string, Follow> Followers { get; } = new(StringComparer.Ordinal);

    /// <summary>Wrote since they were added: too late for a welcome.</summary>
    public bool HasWritten { get; set; }

    public IEnumerable<KeyValuePair<string, Follow>> Known => Followers.Where(follow => !follow.Value.Half);
}

/// <summary>What one member knows about one customer.</summary>
internal sealed class Follow(string? state, DateTimeOffset since, bool half)
{
    public string? State => state;

    public DateTimeOffset Since { get; } = since;

    /// <summary>The customer may write, the member has not accepted yet.</summary>
    public bool Half => half;

    public required string Remark { get; set; }

    public string Description { get; set; } = "";

    public string Company { get; set; } = "";

    public List<string> Mobiles { get; set; } = [];

    public HashSet<string> Tags { get; init; } = new(StringComparer.Ordinal);

    public int AddWay { get; init; } = 1;

    public required string AddedBy { get; init; }

    public DateTimeOffset LastTalk { get; set; } = since;
}
