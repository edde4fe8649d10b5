using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customer service: who has the session.</summary>
internal static class KfSessions
{
    public static JsonObject Get(Company company, ApiRequest request)
    {
        var session = company.Account(request.Text("open_kfid")).Session(company.Contact(request.Text("external_userid")));
        var answer = new JsonObject { ["service_state"] = session.State };
        if (session.Servicer is { } servicer)
            answer["servicer_userid"] = servicer;
        return answer;
    }

    public static JsonObject Move(Company company, ApiRequest request)
    {
        var account = company.Account(request.Text("open_kfid"));
        var contact = company.Contact(request.Text("external_userid"));
        if (request.Number("service_state") is not (>= 0 and <= KfSession.Ended and var state))
            throw new WeComError(95016, "invalid service state");
        var session = account.Session(contact);
        var servicer = state == KfSession.WithMember ? Servicer(account, request.Text("servicer_userid")) : null;
        session.Move((int)state, servicer);
        return Code(account, contact, (int)state) is { } code ? new JsonObject { ["msg_code"] = code } : [];
    }

    /// <summary>The code for one message that goes with a new state.</summary>
    public static string? Code(KfAccount account, Contact contact, int state)
    {
        var codes = account.Company.Codes;
        var dead = account.Company.Faults.TakeExpiredCode();
        return state switch
        {
            KfSession.Pool => codes.Issue(CodeKind.SessionPool, contact.Id, KfSession.Pool, account, dead),
            KfSession.WithMember => codes.Issue(CodeKind.SessionTaken, contact.Id, KfSession.WithMember, account, dead),
            KfSession.Ended => codes.Issue(CodeKind.SessionEnd, contact.Id, KfSession.Ended, account, dead),
            _ => null,
        };
    }

    private static string Servicer(KfAccount account, string? userId)
    {
        if (userId is null || !account.Staff.TryGetValue(userId.ToLowerInvariant(), out var staff) || !staff.Activated)
            throw new WeComError(95014, "user is not a servicer of this account");
        return staff.Receiving ? account.Company.Members[userId.ToLowerInvariant()].UserId : throw new WeComError(95019, "the servicer is not receiving");
    }
}
