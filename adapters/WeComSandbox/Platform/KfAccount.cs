using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Wire;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>One customer-service account: its staff, its sessions, its log.</summary>
internal sealed class KfAccount(Company company, string id, string name, IEnumerable<string> staff)
{
    private readonly Dictionary<string, KfSession> _sessions = new(StringComparer.Ordinal);

    public Company Company => company;

    public string Id => id;

    public string Name { get; set; } = name;

    /// <summary>The app may use it; otherwise 48007.</summary>
    public bool Granted { get; set; } = true;

    public KfLog Log { get; } = new(company.World.Time, company.Faults);

    /// <summary>By lower-case user id.</summary>
    public OrderedDictionary<string, KfStaff> Staff { get; } = new(staff.Select(member => KeyValuePair.Create(member, new KfStaff())), StringComparer.Ordinal);

    /// <summary>The scene of each link that was made, by what the link carries instead.</summary>
    public Dictionary<string, string> Scenes { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of our messages, to tell a repeat.</summary>
    public HashSet<string> SentIds { get; } = new(StringComparer.Ordinal);

    public KfSession Session(Contact contact)
    {
        if (!_sessions.TryGetValue(contact.Id, out var session))
            _sessions[contact.Id] = session = new KfSession();
        session.Lapse(company.Now);
        return session;
    }

    /// <summary>Appends a message to the log and returns its id.</summary>
    public string Record(Contact? contact, int origin, string type, JsonNode content, string? servicer = null)
    {
        var messageId = Ids.New(company.Stamp);
        var message = new JsonObject { ["msgid"] = messageId };
        // An event names its account and customer inside itself.
        if (type != "event")
            (message["open_kfid"], message["external_userid"]) = (id, contact?.Id);
        message["send_time"] = company.Stamp.ToUnixTimeSeconds();
        message["origin"] = origin;
        if (servicer is not null)
            message["servicer_userid"] = servicer;
        message["msgtype"] = type;
        message[type] = content;
        Log.Add(message);
        return messageId;
    }

    public void RecordEvent(Contact? contact, string eventType, params (string Name, JsonNode? Value)[] more)
    {
        var content = new JsonObject { ["event_type"] = eventType, ["open_kfid"] = id };
        if (contact is not null)
            content["external_userid"] = contact.Id;
        foreach (var (field, value) in more)
            if (value is not null)
                content[field] = value;
        Record(contact, 4, "event", content);
    }

    /// <summary>The callback that tells of new entries in the log. It has no sender (3.9).</summary>
    public Task<CallbackOutcome> Wake() =>
        company.TellAll(app => app.Service, _ => CallbackXml.KfEvent(company.CorpId, company.Stamp, Log.NewToken(), id));
}

/// <summary>One member on the staff of one account.</summary>
internal sealed class KfStaff
{
    public bool Receiving { get; set; } = true;

    /// <summary>Stopped for a while only.</summary>
    public bool Paused { get; set; }

    /// <summary>Never logged in to the account: 95014.</summary>
    public bool Activated { get; set; } = true;
}
