using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Api;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox;

/// <summary>
/// A simulated WeCom: the API that an adapter calls (<see cref="WeComPlatformEndpoints.MapWeComPlatform"/>) and the
/// platform that calls the adapter back. Everything lies in memory and runs on the given clock. What people do is on
/// <see cref="Maker"/> and <see cref="Corps"/>; the acts of the maker's customers are here, too, for short.
/// </summary>
public sealed partial class WeComPlatform
{
    /// <summary>Calls after which codes, cards or tasks on somebody's phone look different; the chat has its own news.</summary>
    private static readonly string[] Shown = ["message/", "_contact_way", "_join_way", "groupmsg", "add_msg_template", "transfer_customer"];

    private readonly World _world;
    private readonly Api.Api _api;
    private readonly SmsInbox _sms;

    /// <param name="callbacks">Posts the callbacks; must not follow redirects.</param>
    public WeComPlatform(WeComPlatformOptions options, TimeProvider time, HttpClient callbacks)
    {
        Options = options;
        _world = new World(options, time, callbacks, Faults, Broadcast);
        _api = new Api.Api(_world);
        _sms = new SmsInbox(time, Broadcast);
        Corps = [.. _world.Companies.Select(company => new SandboxCorp(company))];
        Load = new SandboxLoad(this, time);
    }

    public WeComPlatformOptions Options { get; }

    /// <summary>What shall go wrong.</summary>
    public Faults Faults { get; } = new();

    /// <summary>The platform's clock, which may be put ahead.</summary>
    public PlatformTime Clock => _world.Time;

    /// <summary>The maker's company first, then the dealers'.</summary>
    public IReadOnlyList<SandboxCorp> Corps { get; }

    public SandboxCorp Maker => Corps[0];

    /// <summary>Many people at once.</summary>
    public SandboxLoad Load { get; }

    public SandboxGroups Groups => Maker.Groups;

    public SandboxCards Cards => Maker.Cards;

    public SandboxMassTasks MassTasks => Maker.MassTasks;

    /// <summary>As the maker knows them.</summary>
    public IReadOnlyList<Customer> Customers
    {
        get { lock (_world.Gate) return [.. _world.Maker.Contacts.Values.Select(contact => contact.Customer)]; }
    }

    /// <summary>How often <c>gettoken</c> was called, by everybody.</summary>
    public int TokenRequests
    {
        get { lock (_world.Gate) return _world.Tokens.Requests; }
    }

    public int CallbacksDelivered => _world.Apps.Sum(app => app.Callbacks.Delivered);

    public int CallbacksFailed => _world.Apps.Sum(app => app.Callbacks.Failed);

    public int CallbacksRunning => _world.Apps.Sum(app => app.Callbacks.Running);

    /// <summary>The host's clock.</summary>
    internal TimeProvider Time => _world.Time.Wall;

    internal Broadcast Broadcast { get; } = new();

    /// <summary>The company of this id.</summary>
    public SandboxCorp Corp(string corpId) => Corps.First(corp => corp.CorpId == corpId);

    /// <summary>A new WeChat user, whom every company may come to know under another id.</summary>
    /// <param name="id">Their external_userid at the maker's; one is made up if absent.</param>
    public Customer AddCustomer(string name, string? id = null)
    {
        lock (_world.Gate)
            return _world.Add(name, id).Customer;
    }

    /// <summary>What the customer's phone shows, of all companies and both directions, oldest first.</summary>
    public IReadOnlyList<PhoneMessage> Messages(string customerId, long after = 0)
    {
        lock (_world.Gate)
            return _world.Phones.Of(_world.Find(customerId)?.Customer.Id ?? customerId, after);
    }

    /// <summary>A text message reaches a phone.</summary>
    public SmsMessage ReceiveSms(string? id, string phone, string text, string? templateId) => _sms.Add(id, phone, text, templateId);

    /// <summary>Text messages, oldest first; of all phones where none is named.</summary>
    public IReadOnlyList<SmsMessage> SmsOf(string? phone) => _sms.Of(phone);

    /// <summary>Until no callback is under way.</summary>
    public Task WhenQuiet() => Task.WhenAll(_world.Apps.Select(app => app.Callbacks.WhenQuiet()));

    internal bool Knows(string customerId)
    {
        lock (_world.Gate)
            return _world.Find(customerId) is not null;
    }

    internal bool Follows(string customerId)
    {
        lock (_world.Gate)
            return _world.Maker.Known(customerId).Followers.Count > 0;
    }

    internal bool IsSilent(string customerId)
    {
        lock (_world.Gate)
            return _world.Maker.Known(customerId).Person.IsSilent;
    }

    /// <summary>False when too many calls of this kind are under way (45033); otherwise <see cref="Leave"/> it afterwards.</summary>
    internal bool Enter(string call) => _world.Limits.Enter(call);

    internal void Leave(string call) => _world.Limits.Leave(call);

    internal JsonObject Call(ApiRequest request)
    {
        var answer = _api.Answer(request);
        if (Shown.Any(part => request.Path.Contains(part, StringComparison.Ordinal)))
            Broadcast.Publish("changed", new { });
        return answer;
    }
}
