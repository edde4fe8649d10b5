using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customer service: messages to customers, within the 48 hours and five messages.</summary>
internal static partial class KfSending
{
    public static JsonObject Send(Company company, ApiRequest request)
    {
        var account = company.Account(request.Text("open_kfid"));
        var to = request.Text("touser");
        if (string.IsNullOrEmpty(to))
            throw new WeComError(40003, "touser missing");
        var contact = company.Contact(to);
        var id = MessageId(company, request);
        var content = KfContent.Read(company, request);
        if (company.Faults.SuppressRepeatedMessages && account.SentIds.Contains(id))
            return new JsonObject { ["msgid"] = id };
        account.Session(contact).Spend(company.Now);
        Show(account, contact, id, content);
        if (company.Faults.TakeLateFailure() is { } type)
            FailLater(account, contact, id, type);
        return new JsonObject { ["msgid"] = id };
    }

    public static JsonObject SendOnEvent(Company company, ApiRequest request)
    {
        var code = company.Codes.Find(request.Text("code"));
        // The documentation names no number for a dead code; this is the platform's general one.
        if (code is not { Account: { } account } || code.Used || company.Codes.Expired(code))
            throw new WeComError(40029, "invalid code");
        var contact = company.Contact(code.CustomerId);
        var session = account.Session(contact);
        if (code.State is { } state && session.State != state)
            throw new WeComError(95018, "send msg session status invalid");
        var id = MessageId(company, request);
        var allowsMenu = code.Kind is CodeKind.SessionWelcome or CodeKind.SessionEnd;
        if (request.Text("msgtype") is not "text" && !(allowsMenu && request.Text("msgtype") is "msgmenu"))
            throw new WeComError(40008, "invalid message type for this event");
        var content = KfContent.Read(company, request);
        code.Used = true;
        session.Greeted(company.Now);
        Show(account, contact, id, content);
        return new JsonObject { ["msgid"] = id };
    }

    private static string MessageId(Company company, ApiRequest request)
    {
        var id = request.Text("msgid");
        if (string.IsNullOrEmpty(id))
            return Ids.New(company.Stamp);
        return MessageIdRule().IsMatch(id) ? id : throw new WeComError(40058, "msgid must be at most 32 of 0-9 a-z A-Z _ -");
    }

    private static void Show(KfAccount account, Contact contact, string id, KfContent content)
    {
        account.SentIds.Add(id);
        account.Company.Show(contact, "brand", content.Kind, content.Text, account.Id, content.Choices, content.Tail, id);
    }

    private static void FailLater(KfAccount account, Contact contact, string id, int type)
    {
        account.Company.World.Phones.Fail(id);
        account.RecordEvent(contact, "msg_send_fail", ("fail_msgid", id), ("fail_type", type));
        account.Wake();
    }

    [GeneratedRegex(@"^[0-9a-zA-Z_-]{1,32}\z")]
    private static partial Regex MessageIdRule();
}
