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
        CheckAccount(company, request.Text("open_kfid"));
        var limit = request.Number("limit") ?? MostMessages;
        if (limit is < 1 or > MostMessages)
            throw new WeComError(40058, "limit must be 1 to 1000");
        if (request.Number("voice_format") is not (null or 0 or 1))
            throw new WeComError(40058, "voice_format must be 0 or 1");
        return company.Log.Page(request.Text("cursor"), request.Text("token"), (int)limit);
    }

    public static JsonObject Accounts(Company company, ApiRequest request)
    {
        if (request.Number("limit") is < 1 or > 100)
            throw new WeComError(40058, "limit must be 1 to 100");
        var first = request.Number("offset") is null or 0;
        return new JsonObject
        {
            ["account_list"] = first
                ? new JsonArray(new JsonObject { ["open_kfid"] = company.Options.OpenKfId, ["name"] = "在线客服", ["avatar"] = "", ["manage_privilege"] = true })
                : [],
        };
    }

    public static JsonObject Servicers(Company company, ApiRequest request)
    {
        CheckAccount(company, request.Query("open_kfid"));
        return new JsonObject
        {
            ["servicer_list"] = new JsonArray([.. company.Options.Members.Select(member => new JsonObject { ["userid"] = member, ["status"] = 0 })]),
        };
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
            else if (!company.Session(id).WroteWithin48Hours(company.Now))
                throw new WeComError(95031, "no enquiry within 48 hours");
            else
                found.Add(Profile(company, contact.Customer, withContext));
        }

        return new JsonObject { ["customer_list"] = found, ["invalid_external_userid"] = invalid };
    }

    public static void CheckAccount(Company company, string? openKfId)
    {
        if (openKfId is null || !openKfId.StartsWith("wk", StringComparison.Ordinal))
            throw new WeComError(95000, "invalid open_kfid");
        if (openKfId != company.Options.OpenKfId)
            throw new WeComError(95004, "open_kfid does not exist");
    }

    private static JsonObject Profile(Company company, Customer customer, bool withContext)
    {
        var profile = new JsonObject
        {
            ["external_userid"] = customer.Id, ["nickname"] = customer.Name, ["avatar"] = "", ["gender"] = 0, ["unionid"] = customer.UnionId,
        };
        var session = company.Session(customer.Id);
        if (withContext)
            profile["enter_session_context"] = new JsonObject { ["scene"] = session.Scene ?? "", ["scene_param"] = session.SceneParam ?? "" };
        return profile;
    }
}
