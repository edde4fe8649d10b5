using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Messages to our own people.</summary>
internal static class MemberCalls
{
    private const int MostUsers = 1000;

    public static JsonObject Send(Company company, ApiRequest request)
    {
        if (request.Number("agentid") != company.Options.AgentId)
            throw new WeComError(40056, "invalid agentid");
        var users = (request.Text("touser") ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries);
        if (users.Length == 0 && string.IsNullOrEmpty(request.Text("toparty")) && string.IsNullOrEmpty(request.Text("totag")))
            throw new WeComError(82001, "touser, toparty and totag are all empty");
        if (users.Length > MostUsers)
            throw new WeComError(40058, "touser has more than 1000 entries");
        var type = request.Text("msgtype") ?? "";
        var text = Check(type, ApiRequest.Member(request.Json, type));

        var everybody = users is ["@all"];
        var known = company.Options.Members.Where(member => everybody || users.Contains(member, StringComparer.OrdinalIgnoreCase)).ToArray();
        var unknown = everybody ? [] : users.Where(user => !company.Options.Members.Contains(user, StringComparer.OrdinalIgnoreCase)).ToArray();
        if (known.Length == 0)
            throw new WeComError(81013, "all recipients are invalid");
        var body = Encoding.UTF8.GetString(request.Body.Span);
        if (!IsRepeat(company, request, known, body))
            company.MemberMessages.AddRange(known.Select(member => new MemberMessage(member, type, text, body, company.Now)));
        var answer = new JsonObject { ["invaliduser"] = string.Join('|', unknown).ToLowerInvariant(), ["msgid"] = Ids.New(company.Now) };
        if (type == "template_card")
            answer["response_code"] = "RESP" + Ids.New(company.Now);
        return answer;
    }

    private static string Check(string type, JsonElement? content)
    {
        if (content is not { } body)
            throw new WeComError(40008, "invalid message type");
        switch (type)
        {
            case "text" or "markdown":
                var text = ApiRequest.Text(body, "content");
                if (string.IsNullOrEmpty(text))
                    throw new WeComError(44004, "content is empty");
                ApiRequest.CheckBytes(text, 2048, "content");
                return text;
            case "textcard":
                ApiRequest.CheckBytes(ApiRequest.Text(body, "title"), 128, "title");
                ApiRequest.CheckBytes(ApiRequest.Text(body, "description"), 512, "description");
                ApiRequest.CheckBytes(ApiRequest.Text(body, "url"), 2048, "url");
                return ApiRequest.Text(body, "title") ?? throw new WeComError(40058, "title missing");
            case "template_card":
                ApiRequest.CheckBytes(ApiRequest.Text(body, "task_id"), 128, "task_id");
                var title = ApiRequest.Member(body, "main_title") is { } main ? ApiRequest.Text(main, "title") : null;
                return title ?? ApiRequest.Text(body, "sub_title_text") ?? throw new WeComError(40058, "main_title missing");
            default:
                throw new WeComError(40008, "invalid message type");
        }
    }

    /// <summary>With the duplicate check on, the same message within the interval is taken and not shown again.</summary>
    private static bool IsRepeat(Company company, ApiRequest request, string[] members, string body)
    {
        if (request.Number("enable_duplicate_check") != 1)
            return false;
        var since = company.Now.AddSeconds(-(request.Number("duplicate_check_interval") ?? 1800));
        return company.MemberMessages.Exists(sent => sent.Body == body && sent.At > since && members.Contains(sent.Member));
    }
}
