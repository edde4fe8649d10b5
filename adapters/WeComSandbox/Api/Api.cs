using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>All calls of the simulated API: each checks as strictly as the documentation allows.</summary>
internal sealed class Api(Company company)
{
    private readonly Dictionary<string, (string Method, Func<ApiRequest, JsonObject> Run)> _calls = new(StringComparer.Ordinal)
    {
        ["gettoken"] = ("GET", request => GetToken(company, request)),
        ["getcallbackip"] = ("GET", _ => new JsonObject { ["ip_list"] = new JsonArray("127.0.0.1") }),
        ["kf/sync_msg"] = ("POST", request => KfReading.Sync(company, request)),
        ["kf/send_msg"] = ("POST", request => KfSending.Send(company, request)),
        ["kf/send_msg_on_event"] = ("POST", request => KfSending.SendOnEvent(company, request)),
        ["kf/service_state/get"] = ("POST", request => KfSessions.Get(company, request)),
        ["kf/service_state/trans"] = ("POST", request => KfSessions.Move(company, request)),
        ["kf/account/list"] = ("POST", request => KfReading.Accounts(company, request)),
        ["kf/servicer/list"] = ("GET", request => KfReading.Servicers(company, request)),
        ["kf/customer/batchget"] = ("POST", request => KfReading.Customers(company, request)),
        ["externalcontact/get"] = ("GET", request => ContactCalls.Get(company, request)),
        ["externalcontact/list"] = ("GET", request => ContactCalls.List(company, request)),
        ["externalcontact/get_follow_user_list"] = ("GET", _ => ContactCalls.Members(company)),
        ["externalcontact/send_welcome_msg"] = ("POST", request => ContactCalls.Welcome(company, request)),
        ["message/send"] = ("POST", request => MemberCalls.Send(company, request)),
    };

    public JsonObject Answer(ApiRequest request)
    {
        try
        {
            JsonObject answer;
            lock (company.Gate)
                answer = Run(request);
            answer.Insert(0, "errcode", 0);
            answer.Insert(1, "errmsg", "ok");
            return answer;
        }
        catch (WeComError error)
        {
            return Error(error.Code, error.Message);
        }
    }

    public static JsonObject Error(int code, string message) => new() { ["errcode"] = code, ["errmsg"] = message };

    private JsonObject Run(ApiRequest request)
    {
        if (!_calls.TryGetValue(request.Path, out var call))
            throw new WeComError(40066, "invalid url: the sandbox has no such call");
        if (call.Method != request.Method)
            throw new WeComError(call.Method == "GET" ? 43001 : 43002, $"require {call.Method} method");
        if (request.Path != "gettoken")
            company.Tokens.Check(request.Query("access_token"));
        if (call.Method == "POST")
            request.ReadBody();
        return call.Run(request);
    }

    private static JsonObject GetToken(Company company, ApiRequest request)
    {
        var (token, life) = company.Tokens.Issue(request.Query("corpid"), request.Query("corpsecret"));
        return new JsonObject { ["access_token"] = token, ["expires_in"] = life };
    }
}
