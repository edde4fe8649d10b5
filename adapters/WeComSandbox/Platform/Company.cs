using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Wire;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>Everything the platform knows, in memory. Touch it only under <see cref="Gate"/>.</summary>
internal sealed class Company(WeComPlatformOptions options, TimeProvider time, Faults faults, Broadcast broadcast)
{
    private readonly Dictionary<string, KfSession> _sessions = new(StringComparer.Ordinal);
    private readonly List<string> _pending = [];

    public Lock Gate { get; } = new();

    public WeComPlatformOptions Options => options;

    public DateTimeOffset Now => time.GetUtcNow();

    public Faults Faults => faults;

    public AccessTokens Tokens { get; } = new(options, time, faults);

    public OneTimeCodes Codes { get; } = new(time);

    public Phones Phones { get; } = new(time, broadcast);

    public KfLog Log { get; } = new(time, faults);

    public Dictionary<string, Contact> Contacts { get; } = new(StringComparer.Ordinal);

    public List<MemberMessage> MemberMessages { get; } = [];

    /// <summary>Ids of our messages, to tell a repeat.</summary>
    public HashSet<string> SentIds { get; } = new(StringComparer.Ordinal);

    public Contact Contact(string? id) =>
        id is not null && Contacts.TryGetValue(id, out var contact) ? contact : throw new WeComError(40096, "invalid external userid");

    public KfSession Session(string customerId) =>
        _sessions.TryGetValue(customerId, out var session) ? session : _sessions[customerId] = new KfSession();

    /// <summary>Appends a message to the log and returns its id.</summary>
    public string Record(string? customerId, int origin, string type, JsonNode content, string? servicer = null)
    {
        var id = Ids.New(Now);
        var message = new JsonObject { ["msgid"] = id };
        // An event names its account and customer inside itself.
        if (type != "event")
            (message["open_kfid"], message["external_userid"]) = (options.OpenKfId, customerId);
        message["send_time"] = Now.ToUnixTimeSeconds();
        message["origin"] = origin;
        if (servicer is not null)
            message["servicer_userid"] = servicer;
        message["msgtype"] = type;
        message[type] = content;
        Log.Add(message);
        return id;
    }

    public void RecordEvent(string? customerId, string eventType, params (string Name, JsonNode? Value)[] more)
    {
        var content = new JsonObject { ["event_type"] = eventType, ["open_kfid"] = options.OpenKfId };
        if (customerId is not null)
            content["external_userid"] = customerId;
        foreach (var (name, value) in more)
            if (value is not null)
                content[name] = value;
        Record(customerId, 4, "event", content);
    }

    /// <summary>The callback that tells of new entries in the log.</summary>
    public string WakeUp() => CallbackXml.KfEvent(options.CorpId, Now, Log.NewToken(), options.OpenKfId);

    /// <summary>A callback caused by an API call; sent once the lock is free.</summary>
    public void Queue(string xml) => _pending.Add(xml);

    public IReadOnlyList<string> TakeQueued()
    {
        string[] all = [.. _pending];
        _pending.Clear();
        return all;
    }
}

/// <summary>A customer and the members they have added.</summary>
internal sealed class Contact(Customer customer)
{
    public Customer Customer => customer;

    /// <summary>By lower-case user id.</summary>
    public Dictionary<string, Follow> Followers { get; } = new(StringComparer.Ordinal);

    /// <summary>Wrote since they were added: too late for a welcome.</summary>
    public bool HasWritten { get; set; }
}

/// <param name="Half">The customer may write, the member has not accepted yet.</param>
internal sealed record Follow(string? State, DateTimeOffset Since, bool Half);
