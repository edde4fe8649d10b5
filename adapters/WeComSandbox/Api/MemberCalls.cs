using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Messages to our own people (4.2).</summary>
internal static class MemberCalls
{
    private const int MostUsers = 1000;
    private const int MostParties = 100;
    private const int MostPerMinute = 30;
    private const int MostPerHour = 1000;
    private const int LongestInterval = 4 * 3600;

    public static JsonObject Send(Company company, ApiRequest request)
    {
        CheckAgent(request);
        var users = List(request, "touser", MostUsers);
        var (parties, tags) = (List(request, "toparty", MostParties), List(request, "totag", MostParties));
        if (users.Length + parties.Length + tags.Length == 0)
            throw new WeComError(82001, "touser, toparty and totag are all empty");
        request.Number("duplicate_check_interval", 1, LongestInterval, absent: 1800);
        var type = request.Text("msgtype") ?? "";
        if (ApiRequest.Member(request.Json, type) is not { } content)
            throw new WeComError(40008, "invalid message type");
        var face = type == "template_card" ? CardCalls.Read(company, request.App, content) : null;
        var text = face?.Title ?? MemberContent.Read(company, type, content);

        // The address book has one department, 1, and no tags.
        var everybody = users is ["@all"] || parties.Contains("1");
        var known = company.Working.Where(member => everybody || users.Contains(member.UserId, StringComparer.OrdinalIgnoreCase)).ToArray();
        var unknown = users.Where(user => user != "@all" && !company.Working.Any(member => member.UserId.Equals(user, StringComparison.OrdinalIgnoreCase))).ToArray();
        if (known.Length == 0)
            throw new WeComError(81013, "all recipients are invalid");
        var id = Ids.New(company.Stamp);
        var body = Encoding.UTF8.GetString(request.Body.Span);
        var reached = IsRepeat(company, request, known, body) ? [] : known.Where(member => MayGet(company, member)).ToArray();
        company.MemberMessages.AddRange(reached.Select(member => new MemberMessage(member.UserId, type, text, body, company.Now, id, request.App.AgentId)));
        var answer = new JsonObject
        {
            ["invaliduser"] = string.Join('|', unknown).ToLowerInvariant(), ["invalidparty"] = string.Join('|', parties.Where(party => party != "1")),
            ["invalidtag"] = string.Join('|', tags), ["unlicenseduser"] = "", ["msgid"] = id,
        };
        if (face is not null && CardCalls.Place(company, request.App, id, face, content, reached) is { } code)
            answer["response_code"] = code;
        return answer;
    }

    /// <summary>Within 24 hours; path and body from memory in our specification.</summary>
    public static JsonObject Recall(Company company, ApiRequest request)
    {
        var id = request.Need("msgid");
        var found = false;
        for (var i = 0; i < company.MemberMessages.Count; i++)
            if (company.MemberMessages[i] is { } message && message.MsgId == id && message.AgentId == request.App.AgentId && company.Now - message.At <= TimeSpan.FromHours(24))
            {
                company.MemberMessages[i] = message with { Recalled = true };
                found = true;
            }

        if (!found)
            throw new WeComError(40058, "msgid unknown, of another app or older than 24 hours");
        foreach (var card in company.Cards.Where(card => card.MsgId == id))
            card.Recalled = true;
        return [];
    }

    public static void CheckAgent(ApiRequest request)
    {
        var agent = request.Number("agentid") ?? throw new WeComError(41011, "agentid missing");
        if (agent == request.App.AgentId)
            return;
        throw request.App.Company.Apps.Any(app => app.AgentId == agent) ? new WeComError(301002, "no access to this agentid") : new WeComError(40056, "invalid agentid");
    }

    private static string[] List(ApiRequest request, string name, int most)
    {
        var list = (request.Text(name) ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries);
        return list.Length <= most ? list : throw new WeComError(40058, $"{name} has more than {most} entries");
    }

    /// <summary>30 a minute and 1000 an hour; the rest is dropped without a word.</summary>
    private static bool MayGet(Company company, Member member)
    {
        var (minute, hour) = (0, 0);
        for (var i = company.MemberMessages.Count - 1; i >= 0 && company.Now - company.MemberMessages[i].At < TimeSpan.FromHours(1); i--)
            if (company.MemberMessages[i] is { } message && message.Member == member.UserId)
                (minute, hour) = (company.Now - message.At < TimeSpan.FromMinutes(1) ? minute + 1 : minute, hour + 1);
        if (minute < MostPerMinute && hour < MostPerHour)
            return true;
        company.DroppedMemberMessages++;
        return false;
    }

    /// <summary>With the duplicate check on, the same message within the interval is taken and not shown again.</summary>
    private static bool IsRepeat(Company company, ApiRequest request, Member[] members, string body)
    {
        if (request.Number("enable_duplicate_check") != 1)
            return false;
        var since = company.Now.AddSeconds(-(request.Number("duplicate_check_interval") ?? 1800));
        return company.MemberMessages.Exists(sent => sent.Body == body && sent.At > since && members.Any(member => member.UserId == sent.Member));
    }
}
