using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Api;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox;

/// <summary>The customer-service chat: customers on their side, our people in the WeCom client on the other (3.9).</summary>
/// <remarks>Where no account is named, it is the company's first.</remarks>
public sealed class SandboxService
{
    private readonly Company _company;

    internal SandboxService(Company company) => _company = company;

    /// <summary>Ids of the accounts the app may use.</summary>
    public IReadOnlyList<string> Accounts
    {
        get { lock (_company.World.Gate) return [.. _company.Accounts.Values.Where(account => account.Granted).Select(account => account.Id)]; }
    }

    /// <summary>The customer opens the chat.</summary>
    public Task<CallbackOutcome> Enter(string customerId, string? scene = null, string? sceneParam = null, string? account = null)
    {
        lock (_company.World.Gate)
        {
            var (kf, contact) = (Account(account), _company.Known(customerId));
            var session = kf.Session(contact);
            (session.Scene, session.SceneParam) = (scene, sceneParam);
            var welcome = !_company.Faults.ConsoleWelcome && session.MayBeWelcomed(_company.Now);
            var code = welcome ? _company.Codes.Issue(CodeKind.SessionWelcome, contact.Id, null, kf, _company.Faults.TakeExpiredCode()) : null;
            kf.RecordEvent(contact, "enter_session", ("scene", scene ?? ""), ("scene_param", sceneParam ?? ""), ("welcome_code", code));
            return kf.Wake();
        }
    }

    /// <summary>The customer opens a link of <c>kf/add_contact_way</c>, with <c>&amp;scene_param=</c> or without.</summary>
    public Task<CallbackOutcome> EnterByLink(string customerId, Uri link)
    {
        lock (_company.World.Gate)
        {
            var query = link.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part.ElementAtOrDefault(1) ?? "");
            var account = _company.Accounts.Values.FirstOrDefault(account => link.AbsolutePath.EndsWith("/kfc" + account.Id[2..].ToLowerInvariant(), StringComparison.Ordinal));
            if (account is null)
                return Task.FromResult(CallbackOutcome.Lost);
            var scene = query.TryGetValue("enc_scene", out var hidden) ? account.Scenes.GetValueOrDefault(hidden) : null;
            // Given back as it stands in the link, still escaped.
            return Enter(customerId, scene, scene is null ? null : query.GetValueOrDefault("scene_param"), account.Id);
        }
    }

    /// <summary>The customer writes, or taps a choice of a menu.</summary>
    public Task<CallbackOutcome> Write(string customerId, string text, string? menuId = null, string? account = null)
    {
        var content = new JsonObject { ["content"] = text };
        if (menuId is not null)
            content["menu_id"] = menuId;
        return Send(customerId, "text", content, text, account);
    }

    /// <summary>The customer sends anything else, as <c>kf/sync_msg</c> shows it.</summary>
    public Task<CallbackOutcome> Send(string customerId, string type, JsonObject content, string shown, string? account = null)
    {
        lock (_company.World.Gate)
        {
            var (kf, contact) = (Account(account), _company.Known(customerId));
            kf.Session(contact).CustomerWrote(_company.Now);
            contact.HasWritten = true;
            var id = kf.Record(contact, 3, type, content);
            _company.Show(contact, "customer", type, shown, kf.Id, id: id);
            return kf.Wake();
        }
    }

    /// <summary>The customer sends a picture, a voice, a video or a file. Too large a one arrives as a notice (3.9).</summary>
    /// <param name="kind"><c>image</c>, <c>voice</c>, <c>video</c> or <c>file</c>.</param>
    public Task<CallbackOutcome> SendFile(string customerId, string kind, string name, string contentType, byte[] content, string? account = null)
    {
        var most = kind switch { "image" or "voice" => 2 << 20, "video" => 10 << 20, _ => 20 << 20 };
        if (content.Length > most)
            return Send(customerId, "text", new JsonObject { ["content"] = "[客户发送的文件过大，请在企业微信客户端查看]" }, name, account);
        lock (_company.World.Gate)
            return Send(customerId, kind, new JsonObject { ["media_id"] = _company.Media.Add(new MediaFile(kind, name, contentType, content)) }, name, account);
    }

    /// <summary>One of our people answers in the WeCom client.</summary>
    public Task<CallbackOutcome> StaffWrites(string customerId, string text, string? member = null, string? account = null)
    {
        lock (_company.World.Gate)
        {
            var (kf, contact) = (Account(account), _company.Known(customerId));
            var id = kf.Record(contact, 5, "text", new JsonObject { ["content"] = text }, member ?? _company.Working.First().UserId);
            _company.Show(contact, "staff", "text", text, kf.Id, id: id);
            return kf.Wake();
        }
    }

    /// <summary>Takes a message back.</summary>
    /// <param name="member">Who of our people does it; null = the customer.</param>
    public Task<CallbackOutcome> Recall(string customerId, string msgId, string? member = null, string? account = null)
    {
        lock (_company.World.Gate)
        {
            var (kf, contact) = (Account(account), _company.Known(customerId));
            _company.World.Phones.Recall(msgId);
            kf.RecordEvent(contact, member is null ? "user_recall_msg" : "servicer_recall_msg", ("recall_msgid", msgId), ("servicer_userid", member));
            return kf.Wake();
        }
    }

    /// <summary>A member takes the customer from the waiting pool (1), or again after the end (4).</summary>
    public Task<CallbackOutcome> Take(string customerId, string member, string? account = null) => Change(customerId, account, (kf, contact, session) =>
    {
        var again = session.State == KfSession.Ended;
        (session.State, session.Servicer) = (KfSession.WithMember, member);
        kf.RecordEvent(contact, "session_status_change", ("change_type", again ? 4 : 1), ("new_servicer_userid", member), ("old_servicer_userid", again ? session.LastServicer ?? member : null),
            ("msg_code", again ? null : KfSessions.Code(kf, contact, KfSession.WithMember)));
    });

    /// <summary>A member passes the customer on (2).</summary>
    public Task<CallbackOutcome> PassOn(string customerId, string member, string? account = null) => Change(customerId, account, (kf, contact, session) =>
    {
        var before = session.Servicer;
        (session.State, session.Servicer) = (KfSession.WithMember, member);
        kf.RecordEvent(contact, "session_status_change", ("change_type", 2), ("old_servicer_userid", before), ("new_servicer_userid", member));
    });

    /// <summary>A member ends the session (3).</summary>
    public Task<CallbackOutcome> End(string customerId, string? account = null) => Change(customerId, account, (kf, contact, session) =>
    {
        var before = session.Servicer;
        session.End();
        kf.RecordEvent(contact, "session_status_change", ("change_type", 3), ("old_servicer_userid", before), ("msg_code", KfSessions.Code(kf, contact, KfSession.Ended)));
    });

    /// <summary>A member begins or stops to receive customers.</summary>
    public Task<CallbackOutcome> SetReceiving(string member, bool receiving, bool paused = false, string? account = null)
    {
        lock (_company.World.Gate)
        {
            var kf = Account(account);
            var staff = kf.Staff[member.ToLowerInvariant()];
            (staff.Receiving, staff.Paused) = (receiving, !receiving && paused);
            kf.RecordEvent(null, "servicer_status_change", ("servicer_userid", member), ("status", receiving ? 1 : 2), ("stop_type", receiving ? null : paused ? 1 : 0));
            return kf.Wake();
        }
    }

    /// <summary>A member blocks a customer's messages, or lets them through again.</summary>
    public Task<CallbackOutcome> SetReject(string customerId, bool reject, string member, string? account = null) => Change(customerId, account, (kf, contact, _) =>
        kf.RecordEvent(contact, "reject_customer_msg_switch_change", ("servicer_userid", member), ("reject_switch", reject ? 1 : 0)));

    /// <summary>The console gives the app an account, or takes it away (3.8).</summary>
    public Task<CallbackOutcome> Grant(string openKfId, bool granted)
    {
        lock (_company.World.Gate)
        {
            if (!_company.Accounts.TryGetValue(openKfId, out var account))
                _company.Accounts[openKfId] = account = new KfAccount(_company, openKfId, "在线客服", _company.Working.Select(member => member.Key));
            account.Granted = granted;
            return _company.Tell(app => app.Service, "kf_account_auth_change", [(granted ? "AuthAddOpenKfId" : "AuthDelOpenKfId", openKfId)]);
        }
    }

    /// <summary>0 new, 1 assistant, 2 waiting pool, 3 with a member, 4 ended. Tells nobody.</summary>
    public void SetState(string customerId, int state, string? account = null)
    {
        lock (_company.World.Gate)
            Account(account).Session(_company.Known(customerId)).State = state;
    }

    public int StateOf(string customerId, string? account = null)
    {
        lock (_company.World.Gate)
            return Account(account).Session(_company.Known(customerId)).State;
    }

    private Task<CallbackOutcome> Change(string customerId, string? account, Action<KfAccount, Contact, KfSession> act)
    {
        lock (_company.World.Gate)
        {
            var (kf, contact) = (Account(account), _company.Known(customerId));
            act(kf, contact, kf.Session(contact));
            return kf.Wake();
        }
    }

    private KfAccount Account(string? id) => id is null ? _company.Accounts.Values.First() : _company.Accounts[id];
}
