using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customer contact: who is connected to whom, and what our members noted (4.5).</summary>
internal static class ContactCalls
{
    private const int FollowersPerPage = 500;
    private const int MostUsers = 100;

    public static JsonObject Get(Company company, ApiRequest request)
    {
        if (string.IsNullOrEmpty(request.Query("external_userid")))
            throw new WeComError(41035, "external_userid missing");
        var contact = company.Contact(request.Query("external_userid"));
        var known = contact.Known.ToArray();
        if (known.Length == 0)
            throw new WeComError(84061, "not external contact");
        var (page, next) = Paging.Page(known, request.Query("cursor"), FollowersPerPage);
        var answer = new JsonObject
        {
            ["external_contact"] = Profile(contact),
            ["follow_user"] = page.ToArray(follow => Follower(company, contact, follow.Key, follow.Value, wholeTags: true)),
        };
        if (next.Length > 0)
            answer["next_cursor"] = next;
        return answer;
    }

    public static JsonObject OpenId(Company company, ApiRequest request) => request.Text("external_userid") is { Length: > 0 } id
        ? new JsonObject { ["openid"] = company.Contact(id).Person.Customer.OpenId }
        : throw new WeComError(41035, "external_userid missing");

    public static JsonObject List(Company company, ApiRequest request)
    {
        var member = company.Member(request.Query("userid")).Key;
        var ids = company.Contacts.Values.Where(contact => contact.Followers.ContainsKey(member)).Select(contact => contact.Id).ToArray();
        return ids.Length == 0 ? throw new WeComError(84061, "not external contact") : new JsonObject { ["external_userid"] = ids.ToJson() };
    }

    public static JsonObject Members(Company company, ApiRequest request) =>
        new() { ["follow_user"] = company.Working.Select(member => member.UserId).ToJson() };

    public static JsonObject Batch(Company company, ApiRequest request)
    {
        var users = request.Texts("userid_list", MostUsers);
        if (users is null or [])
            throw new WeComError(41009, "userid_list missing");
        var limit = request.Number("limit", 1, 100, absent: 50);
        var members = users.Select(user => company.Member(user).Key).ToHashSet(StringComparer.Ordinal);
        var all = company.Contacts.Values.SelectMany(contact => contact.Known.Where(follow => members.Contains(follow.Key)).Select(follow => (Contact: contact, Follow: follow))).ToArray();
        var (page, next) = Paging.Page(all, request.Text("cursor"), limit);
        return new JsonObject
        {
            ["external_contact_list"] = page.ToArray(entry => new JsonObject
            {
                ["external_contact"] = Profile(entry.Contact),
                ["follow_info"] = Follower(company, entry.Contact, entry.Follow.Key, entry.Follow.Value, wholeTags: false),
            }),
            ["next_cursor"] = next,
        };
    }

    public static JsonObject Remark(Company company, ApiRequest request)
    {
        var follow = Following(company, request);
        var (remark, description, theirs) = (request.Short("remark", 20), request.Short("description", 150), request.Short("remark_company", 20));
        var mobiles = request.Texts("remark_mobiles", 5);
        var picture = request.Text("remark_pic_mediaid");
        if (remark is null && description is null && theirs is null && mobiles is null && picture is null)
            throw new WeComError(40058, "at least one field of remark is needed");
        if (!string.IsNullOrEmpty(picture))
            company.Media.Check(picture, "image");
        follow.Remark = remark ?? follow.Remark;
        follow.Description = description ?? follow.Description;
        follow.Company = theirs ?? follow.Company;
        // Given ones take the place of all; [""] clears.
        follow.Mobiles = mobiles is null ? follow.Mobiles : [.. mobiles.Where(mobile => mobile.Length > 0)];
        return [];
    }

    /// <summary>The relation that <c>userid</c> and <c>external_userid</c> name.</summary>
    public static Follow Following(Company company, ApiRequest request)
    {
        var member = company.Member(request.Need("userid", missing: 41009));
        var contact = company.Contact(request.Need("external_userid", missing: 41035));
        return contact.Followers.TryGetValue(member.Key, out var follow) && !follow.Half ? follow : throw new WeComError(84061, "not external contact");
    }

    private static JsonObject Profile(Contact contact) => new()
    {
        ["external_userid"] = contact.Id, ["name"] = contact.Customer.Name, ["avatar"] = "", ["type"] = 1, ["gender"] = 0, ["unionid"] = contact.Customer.UnionId,
    };

    private static JsonObject Follower(Company company, Contact contact, string member, Follow follow, bool wholeTags)
    {
        var entry = new JsonObject
        {
            ["userid"] = member, ["remark"] = follow.Remark, ["description"] = follow.Description, ["createtime"] = follow.Since.ToUnixTimeSeconds(),
            ["remark_corp_name"] = follow.Company, ["remark_mobiles"] = follow.Mobiles.ToJson(), ["add_way"] = follow.AddWay,
            ["oper_userid"] = follow.AddedBy.Length > 0 ? follow.AddedBy : contact.Id,
        };
        if (wholeTags)
            entry["tags"] = follow.Tags.Select(company.Tags.Find).ToArray(found => found is not var (group, tag) ? null : new JsonObject
            {
                ["group_name"] = group.Name, ["tag_name"] = tag.Name, ["tag_id"] = tag.Id, ["type"] = 1,
            });
        else
            entry["tag_id"] = follow.Tags.ToJson();
        if (follow.State is not null)
            entry["state"] = follow.State;
        return entry;
    }
}
