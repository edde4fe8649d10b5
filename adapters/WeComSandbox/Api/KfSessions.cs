using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customer service: who has the session.</summary>
internal static class KfSessions
{
    public static JsonObject Get(Company company, ApiRequest request)
    {
        KfReading.CheckAccount(company, request.Text("open_kfid"));
        var session = company.Session(company.Contact(request.Text("external_userid")).Customer.Id);
        var answer = new JsonObject { ["service_state"] = session.State };
        if (session.Servicer is { } servicer)
            answer["servicer_userid"] = servicer;
        return answer;
    }

    public static JsonObject Move(Company company, ApiRequest request)
    {
        KfReading.CheckAccount(company, request.Text("open_kfid"));
        var customer = company.Contact(request.Text("external_userid")).Customer.Id;
        if (request.Number("service_state") is not (>= 0 and <= KfSession.Ended and var state))
            throw new WeComError(95016, "invalid service state");
        var servicer = request.Text("servicer_userid");
        if (state == KfSession.WithMember && (servicer is null || !company.Options.Members.Contains(servicer)))
            throw new WeComError(95014, "user is not a servicer of this account");
        company.Session(customer).Move((int)state, servicer);
        var code = state switch
        {
            KfSession.Pool => company.Codes.Issue(CodeKind.SessionPool, customer, KfSession.Pool),
            KfSession.WithMember => company.Codes.Issue(CodeKind.SessionTaken, customer, KfSession.WithMember),
            KfSession.Ended => company.Codes.Issue(CodeKind.SessionEnd, customer, KfSession.Ended),
            _ => null,
        };
        return code is null ? [] : new JsonObject { ["msg_code"] = code };
    }
}
