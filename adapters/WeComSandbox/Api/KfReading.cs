using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customer service: what can be read.</summary>
internal static class KfReading
{
    private const int MostMessages = 1000;
    private const int MostCustomers = 100;

    public static JsonObject Sync(Company company, ApiRequest request)
    {
        var account = company.Account(request.Text("open_kfid"));
        var limit = request.Number("limit") ?? MostMessages;
        if (limit is < 1 or > MostMessages)
            throw new WeComError(40058, "limit must be 1 to 1000");
        if (request.Number("voice_format") is not (null or 0 or 1))
            throw new WeComError(40058, "voice_format must be 0 or 1");
        return account.Log.Page(request.Text("cursor"), request.Text("token"), (int)limit);
    }

    public static JsonObject Customers(Company company, ApiRequest request)
    {
        var ids = ApiRequest.Member(request.Json, "external_userid_list");
        if (ids is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() is 0 or > MostCustomers)
            throw new WeComError(40058, "external_userid_list must have 1 to 100 entries");
        var withContext = request.Number("need_enter_session_context") == 1;
        var found = new JsonArray();
        var invalid = new JsonArray();
        foreach (var id in list.EnumerateArray().Select(entry => entry.GetString() ?? ""))
        {
            if (company.Contacts.GetValueOrDefault(id) is not { } contact)
                invalid.Add(id);
            else if (company.Accounts.Values.Where(account => account.Session(contact).WroteWithin48Hours(company.Now)).ToArray() is not [var account, ..])
                throw new WeComError(95031, "no enquiry within 48 hours");
            else
                found.Add(Profile(account, contact, withContext));
        }

        return new JsonObject { ["customer_list"] = found, ["invalid_external_userid"] = invalid };
    }

    private static JsonObject Profile(KfAccount account, Contact contact, bool withContext)
    {
        var profile = new JsonObject
        {
            ["external_userid"] = contact.Id, ["nickname"] = contact.Customer.Name, ["avatar"] = "", ["gender"] = 0, ["unionid"] = contact.Customer.UnionId,
        };
        var session = account.Session(contact);
        if (withContext)
            profile["enter_session_context"] = new JsonObject { ["scene"] = session.Scene ?? "", ["scene_param"] = session.SceneParam ?? "" };
        return profile;
    }
}
