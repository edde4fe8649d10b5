using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customer groups (4.5).</summary>
internal static class GroupCalls
{
    public static JsonObject List(Company company, ApiRequest request)
    {
        var filter = request.Number("status_filter", 0, 3, absent: 0);
        var owners = ApiRequest.Member(request.Json, "owner_filter") is { } owner ? ApiRequest.Texts(owner, "userid_list", 100) : null;
        if (request.Number("limit") is null)
            throw new WeComError(40058, "limit missing");
        var limit = request.Number("limit", 1, 1000, absent: 0);
        var keys = owners?.Select(user => company.Member(user).Key).ToHashSet(StringComparer.Ordinal);
        var all = company.Groups.Values
            .Where(group => !group.Dismissed && (keys is null || keys.Contains(group.Owner)) && (filter == 0 || Status(company, group) == filter)).ToArray();
        var (page, next) = Paging.Page(all, request.Text("cursor"), limit);
        var answer = new JsonObject { ["group_chat_list"] = page.ToArray(group => new JsonObject { ["chat_id"] = group.ChatId, ["status"] = Status(company, group) }) };
        if (next.Length > 0)
            answer["next_cursor"] = next;
        return answer;
    }

    public static JsonObject Get(Company company, ApiRequest request)
    {
        var group = Find(company, request.Need("chat_id", missing: 86001));
        var named = request.Number("need_name", 0, 1, absent: 0) == 1;
        return new JsonObject
        {
            ["group_chat"] = new JsonObject
            {
                ["chat_id"] = group.ChatId, ["name"] = group.Name, ["owner"] = group.Owner, ["create_time"] = group.Created.ToUnixTimeSeconds(), ["notice"] = group.Notice,
                ["member_list"] = group.Members.Values.ToArray(member => Show(company, member, named)),
                ["admin_list"] = new JsonArray(), ["member_version"] = group.Version,
            },
        };
    }

    public static GroupChat Find(Company company, string chatId)
    {
        if (!company.Groups.TryGetValue(chatId, out var group))
            throw new WeComError(86001, "invalid chat_id");
        return group.Dismissed ? throw new WeComError(49008, "the group is dissolved") : group;
    }

    /// <summary>0 as usual, 1 its owner has left and nobody has it.</summary>
    private static int Status(Company company, GroupChat group) => company.Members[group.Owner].Left is null ? 0 : 1;

    private static JsonObject Show(Company company, GroupMember member, bool named)
    {
        var shown = new JsonObject { ["userid"] = member.Id, ["type"] = member.Type, ["join_time"] = member.Joined.ToUnixTimeSeconds(), ["join_scene"] = member.JoinScene };
        if (member.Type == 2)
            shown["unionid"] = company.Contacts[member.Id].Customer.UnionId;
        if (member.Invitor is { } invitor)
            shown["invitor"] = new JsonObject { ["userid"] = invitor };
        shown["group_nickname"] = "";
        if (named)
            shown["name"] = member.Type == 2 ? company.Contacts[member.Id].Customer.Name : company.Members[member.Id].Name;
        if (member.State is { } state)
            shown["state"] = state;
        return shown;
    }
}
