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
        KfReading.CheckAccount(company, request.Text("open_kfid"));
        var to = request.Text("touser");
        if (string.IsNullOrEmpty(to))
            throw new WeComError(40003, "touser missing");
        var customer = company.Contact(to).Customer.Id;
        var id = MessageId(company, request);
        var content = KfContent.Read(request);
        if (company.Faults.SuppressRepeatedMessages && company.SentIds.Contains(id))
            return new JsonObject { ["msgid"] = id };
        company.Session(customer).Spend(company.Now);
        Show(company, customer, id, content);
        if (company.Faults.TakeLateFailure() is { } type)
            FailLater(company, customer, id, type);
        return new JsonObject { ["msgid"] = id };
    }

    public static JsonObject SendOnEvent(Company company, ApiRequest request)
    {
        var code = company.Codes.Find(request.Text("code"));
        // The documentation names no number for a dead code; this is the platform's general one.
        if (code is null || code.Used || code.Kind == CodeKind.ContactWelcome || company.Codes.Expired(code))
            throw new WeComError(40029, "invalid code");
        var session = company.Session(code.CustomerId);
        if (code.State is { } state && session.State != state)
            throw new WeComError(95018, "send msg session status invalid");
        var id = MessageId(company, request);
        var content = KfContent.Read(request);
        var allowsMenu = code.Kind is CodeKind.SessionWelcome or CodeKind.SessionEnd;
        if (content.Kind != "text" && !(allowsMenu && content.Kind == "menu"))
            throw new WeComError(40008, "invalid message type for this event");
        code.Used = true;
        session.Greeted(company.Now);
        Show(company, code.CustomerId, id, content);
        return new JsonObject { ["msgid"] = id };
    }

    private static string MessageId(Company company, ApiRequest request)
    {
        var id = request.Text("msgid");
        if (string.IsNullOrEmpty(id))
            return Ids.New(company.Now);
        return MessageIdRule().IsMatch(id) ? id : throw new WeComError(40058, "msgid must be at most 32 of 0-9 a-z A-Z _ -");
    }

    private static void Show(Company company, string customer, string id, KfContent content)
    {
        company.SentIds.Add(id);
        company.Phones.Add(customer, "brand", content.Kind, content.Text, content.Choices, content.Tail, id);
    }

    private static void FailLater(Company company, string customer, string id, int type)
    {
        company.Phones.Fail(id);
        company.RecordEvent(customer, "msg_send_fail", ("fail_msgid", id), ("fail_type", type));
        company.Queue(company.WakeUp());
    }

    [GeneratedRegex(@"^[0-9a-zA-Z_-]{1,32}\z")]
    private static partial Regex MessageIdRule();
}
