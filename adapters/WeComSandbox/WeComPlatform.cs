using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Api;
using Crm.Adapters.WeComSandbox.Callbacks;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Adapters.WeComSandbox.Wire;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox;

/// <summary>
/// A simulated WeCom: the API that an adapter calls (<see cref="WeComPlatformEndpoints.MapWeComPlatform"/>) and the
/// platform that calls the adapter back. Everything lies in memory and runs on the given clock. Each act of a customer
/// returns the callback it caused, which a test may await and a demo may leave alone.
/// </summary>
public sealed class WeComPlatform
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly WeComPlatformOptions _options;
    private readonly TimeProvider _time;
    private readonly CallbackSender _callbacks;
    private readonly Company _company;
    private readonly Api.Api _api;
    private readonly SmsInbox _sms;

    /// <param name="callbacks">Posts the callbacks; must not follow redirects.</param>
    public WeComPlatform(WeComPlatformOptions options, TimeProvider time, HttpClient callbacks)
    {
        (_options, _time) = (options, time);
        _company = new Company(options, time, Faults, Broadcast);
        _api = new Api.Api(_company);
        _callbacks = new CallbackSender(options, time, callbacks, Faults);
        _sms = new SmsInbox(time, Broadcast);
    }

    public WeComPlatformOptions Options => _options;

    /// <summary>What shall go wrong.</summary>
    public Faults Faults { get; } = new();

    public IReadOnlyList<Customer> Customers
    {
        get { lock (_company.Gate) return [.. _company.Contacts.Values.Select(contact => contact.Customer)]; }
    }

    /// <summary>What our own people got.</summary>
    public IReadOnlyList<MemberMessage> MemberMessages
    {
        get { lock (_company.Gate) return [.. _company.MemberMessages]; }
    }

    /// <summary>How often <c>gettoken</c> was called.</summary>
    public int TokenRequests
    {
        get { lock (_company.Gate) return _company.Tokens.Requests; }
    }

    public int CallbacksDelivered => _callbacks.Delivered;

    public int CallbacksFailed => _callbacks.Failed;

    public int CallbacksRunning => _callbacks.Running;

    internal TimeProvider Time => _time;

    internal Broadcast Broadcast { get; } = new();

    /// <param name="id">An external_userid; one is made up if absent.</param>
    public Customer AddCustomer(string name, string? id = null)
    {
        var customer = new Customer(id ?? "wm" + RandomNumberGenerator.GetString(Letters, 30), name, "o" + RandomNumberGenerator.GetString(Letters, 27));
        lock (_company.Gate)
            _company.Contacts[customer.Id] = new Contact(customer);
        return customer;
    }

    /// <summary>Adds a member by scanning a contact way. Somebody who has added them already causes nothing.</summary>
    /// <param name="state">The contact way's state, at most 30 characters.</param>
    /// <param name="half">The customer may write at once, the member has yet to accept.</param>
    public Task<CallbackOutcome> ScanCode(string customerId, string? state = null, string? member = null, bool half = false)
    {
        if (state?.Length > 30)
            throw new ArgumentException("A state has at most 30 characters.", nameof(state));
        lock (_company.Gate)
        {
            var contact = _company.Contact(customerId);
            var user = (member ?? _options.Members[0]).ToLowerInvariant();
            if (contact.Followers.TryGetValue(user, out var known) && known.Half == half)
                return Task.FromResult(CallbackOutcome.Lost);
            contact.Followers[user] = new Follow(state, _company.Now, half);
            contact.HasWritten = false;
            var code = _company.Codes.Issue(CodeKind.ContactWelcome, customerId);
            _company.Phones.Add(customerId, "system", "event", "已添加企业微信：" + user);
            return ContactEvent(half ? "add_half_external_contact" : "add_external_contact", user, customerId, ("State", state), ("WelcomeCode", code));
        }
    }

    /// <summary>The customer deletes the member.</summary>
    public Task<CallbackOutcome> DeleteMember(string customerId, string? member = null)
    {
        lock (_company.Gate)
        {
            var user = (member ?? _options.Members[0]).ToLowerInvariant();
            if (!_company.Contact(customerId).Followers.Remove(user))
                return Task.FromResult(CallbackOutcome.Lost);
            _company.Phones.Add(customerId, "system", "event", "已删除企业微信：" + user);
            return ContactEvent("del_follow_user", user, customerId);
        }
    }

    /// <summary>The member deletes the customer.</summary>
    public Task<CallbackOutcome> DeleteCustomer(string customerId, string? member = null)
    {
        lock (_company.Gate)
        {
            var user = (member ?? _options.Members[0]).ToLowerInvariant();
            return _company.Contact(customerId).Followers.Remove(user)
                ? ContactEvent("del_external_contact", user, customerId)
                : Task.FromResult(CallbackOutcome.Lost);
        }
    }

    /// <summary>The customer opens the customer-service chat.</summary>
    public Task<CallbackOutcome> EnterSession(string customerId, string? scene = null, string? sceneParam = null)
    {
        lock (_company.Gate)
        {
            var session = _company.Session(_company.Contact(customerId).Customer.Id);
            (session.Scene, session.SceneParam) = (scene, sceneParam);
            var code = session.MayBeWelcomed(_company.Now) ? _company.Codes.Issue(CodeKind.SessionWelcome, customerId) : null;
            _company.RecordEvent(customerId, "enter_session", ("scene", scene ?? ""), ("scene_param", sceneParam ?? ""), ("welcome_code", code));
            return Wake();
        }
    }

    /// <summary>The customer writes, or taps a choice of a menu.</summary>
    /// <param name="menuId">Id of the tapped choice.</param>
    public Task<CallbackOutcome> Write(string customerId, string text, string? menuId = null)
    {
        var content = new JsonObject { ["content"] = text };
        if (menuId is not null)
            content["menu_id"] = menuId;
        return Send(customerId, "text", content, text);
    }

    /// <summary>The customer sends anything else, such as an image: <c>{"media_id": …}</c>.</summary>
    public Task<CallbackOutcome> Send(string customerId, string type, JsonObject content, string shown)
    {
        lock (_company.Gate)
        {
            _company.Session(_company.Contact(customerId).Customer.Id).CustomerWrote(_company.Now);
            _company.Contact(customerId).HasWritten = true;
            var id = _company.Record(customerId, 3, type, content);
            _company.Phones.Add(customerId, "customer", type, shown, id: id);
            return Wake();
        }
    }

    /// <summary>One of our people answers in the WeCom client.</summary>
    public Task<CallbackOutcome> StaffWrites(string customerId, string text, string? member = null)
    {
        lock (_company.Gate)
        {
            var id = _company.Record(_company.Contact(customerId).Customer.Id, 5, "text", new JsonObject { ["content"] = text }, member ?? _options.Members[0]);
            _company.Phones.Add(customerId, "staff", "text", text, id: id);
            return Wake();
        }
    }

    /// <summary>One of our people writes to the app.</summary>
    public Task<CallbackOutcome> MemberWrites(string text, string? member = null)
    {
        var now = _time.GetUtcNow();
        // A 64-bit number, as the real ones are.
        var id = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 1;
        return _callbacks.Send(CallbackXml.Message(_options.CorpId, member ?? _options.Members[0], now, "text",
            [("Content", text), ("MsgId", $"{id}"), ("AgentID", $"{_options.AgentId}")]));
    }

    /// <summary>One of our people presses a button of a template card.</summary>
    public Task<CallbackOutcome> PressCard(string taskId, string key, string? member = null) =>
        _callbacks.Send(CallbackXml.Event(_options.CorpId, member ?? _options.Members[0], _time.GetUtcNow(), "template_card_event",
            ("EventKey", key), ("TaskId", taskId), ("CardType", "button_interaction"), ("ResponseCode", "RESP" + Ids.New(_time.GetUtcNow())), ("AgentID", $"{_options.AgentId}")));

    /// <summary>Any inner message, signed and encrypted as the others.</summary>
    public Task<CallbackOutcome> PostRaw(string innerXml) => _callbacks.Send(innerXml);

    /// <summary>Does what the console does when the callback address is saved.</summary>
    public Task<bool> VerifyUrl(CancellationToken cancellationToken) => _callbacks.Verify(cancellationToken);

    /// <summary>0 new, 1 assistant, 2 waiting pool, 3 with a member, 4 ended.</summary>
    public void SetSessionState(string customerId, int state)
    {
        lock (_company.Gate)
            _company.Session(_company.Contact(customerId).Customer.Id).State = state;
    }

    /// <summary>Takes the access token back before its time.</summary>
    public void RevokeToken()
    {
        lock (_company.Gate)
            _company.Tokens.Revoke();
    }

    /// <summary>What the customer's phone shows, both directions, oldest first.</summary>
    public IReadOnlyList<PhoneMessage> Messages(string customerId, long after = 0)
    {
        lock (_company.Gate)
            return _company.Phones.Of(customerId, after);
    }

    /// <summary>A text message reaches a phone.</summary>
    public SmsMessage ReceiveSms(string? id, string phone, string text, string? templateId) => _sms.Add(id, phone, text, templateId);

    /// <summary>Text messages, oldest first; of all phones where none is named.</summary>
    public IReadOnlyList<SmsMessage> SmsOf(string? phone) => _sms.Of(phone);

    /// <summary>Until no callback is under way.</summary>
    public Task WhenQuiet() => _callbacks.WhenQuiet();

    internal bool Knows(string customerId)
    {
        lock (_company.Gate)
            return _company.Contacts.ContainsKey(customerId);
    }

    internal bool Follows(string customerId)
    {
        lock (_company.Gate)
            return _company.Contacts[customerId].Followers.Count > 0;
    }

    internal JsonObject Call(ApiRequest request)
    {
        var answer = _api.Answer(request);
        IReadOnlyList<string> caused;
        lock (_company.Gate)
            caused = _company.TakeQueued();
        foreach (var xml in caused)
            _ = _callbacks.Send(xml);
        return answer;
    }

    private Task<CallbackOutcome> Wake() => _callbacks.Send(_company.WakeUp());

    private Task<CallbackOutcome> ContactEvent(string change, string member, string customerId, params (string Name, string? Value)[] more) =>
        _callbacks.Send(CallbackXml.Event(_options.CorpId, "sys", _company.Now, "change_external_contact",
            [("ChangeType", change), ("UserID", member), ("ExternalUserID", customerId), .. more]));
}
