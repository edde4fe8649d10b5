using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customer contact.</summary>
internal static class ContactCalls
{
    public static JsonObject Get(Company company, ApiRequest request)
    {
        var contact = company.Contact(request.Query("external_userid"));
        var known = contact.Followers.Where(follow => !follow.Value.Half).ToArray();
        if (known.Length == 0)
            throw new WeComError(84061, "not external contact");
        return new JsonObject
        {
            ["external_contact"] = new JsonObject
            {
                ["external_userid"] = contact.Customer.Id, ["name"] = contact.Customer.Name, ["avatar"] = "", ["type"] = 1, ["gender"] = 0,
                ["unionid"] = contact.Customer.UnionId,
            },
            ["follow_user"] = new JsonArray([.. known.Select(follow => Follower(contact, follow.Key, follow.Value))]),
        };
    }

    public static JsonObject List(Company company, ApiRequest request)
    {
        var member = Member(company, request.Query("userid"));
        var ids = company.Contacts.Values.Where(contact => contact.Followers.ContainsKey(member)).Select(contact => JsonValue.Create(contact.Customer.Id)).ToArray();
        return ids.Length == 0 ? throw new WeComError(84061, "not external contact") : new JsonObject { ["external_userid"] = new JsonArray([.. ids]) };
    }

    public static JsonObject Members(Company company) =>
        new() { ["follow_user"] = new JsonArray([.. company.Options.Members.Select(member => JsonValue.Create(member))]) };

    public static JsonObject Welcome(Company company, ApiRequest request)
    {
        var code = request.Text("welcome_code");
        if (string.IsNullOrEmpty(code))
            throw new WeComError(41049, "missing welcome_code");
        if (company.Faults.WelcomeBusy)
            throw new WeComError(41096, "another app is sending the welcome");
        var text = ApiRequest.Member(request.Json, "text") is { } body ? ApiRequest.Text(body, "content") : null;
        ApiRequest.CheckBytes(text, 4000, "text.content");
        var attachments = ApiRequest.Member(request.Json, "attachments") is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
        if (attachments > 9)
            throw new WeComError(40058, "at most 9 attachments");
        if (string.IsNullOrEmpty(text) && attachments == 0)
            throw new WeComError(40063, "content is empty");

        var issued = company.Codes.Find(code);
        if (issued is null || issued.Kind != CodeKind.ContactWelcome)
            throw new WeComError(41050, "welcome_code invalid");
        if (issued.Used || company.Contact(issued.CustomerId).HasWritten)
            throw new WeComError(41051, "customer already welcomed or chatting");
        if (company.Codes.Expired(issued))
            throw new WeComError(41050, "welcome_code expired");
        issued.Used = true;
        company.Phones.Add(issued.CustomerId, "brand", "welcome", text ?? "");
        return [];
    }

    /// <summary>User ids come in any case and go out in lower case.</summary>
    private static string Member(Company company, string? userId) =>
        company.Options.Members.FirstOrDefault(member => member.Equals(userId, StringComparison.OrdinalIgnoreCase))?.ToLowerInvariant()
        ?? throw new WeComError(60111, "userid not found");

    private static JsonObject Follower(Contact contact, string member, Follow follow)
    {
        var entry = new JsonObject
        {
            ["userid"] = member, ["remark"] = contact.Customer.Name, ["description"] = "", ["createtime"] = follow.Since.ToUnixTimeSeconds(),
            ["tags"] = new JsonArray(), ["remark_mobiles"] = new JsonArray(), ["add_way"] = 1, ["oper_userid"] = contact.Customer.Id,
        };
        if (follow.State is not null)
            entry["state"] = follow.State;
        return entry;
    }
}
