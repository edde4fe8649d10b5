using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>
/// The maker's app at its dealers' companies (上下游). Calls, fields and the 90 days as in public copies of
/// document/path/93403, 93359, 95818, 97357 and 98040. Not confirmed: the errcodes of refusals (48001 and 40013 here), and
/// whether the external_userid told to the maker's shared app is the one the dealer's own app sees. Here it is.
/// </summary>
internal static class ShareCalls
{
    private static readonly TimeSpan PendingLife = TimeSpan.FromDays(90);

    /// <summary>A dealer who has not confirmed is not in the list.</summary>
    public static JsonObject List(Company company, ApiRequest request)
    {
        MemberCalls.CheckAgent(request);
        var limit = request.Number("limit", 0, 100, absent: 0);
        var only = request.Text("corpid");
        // 0, the default, asks for linked companies of another kind (企业互联), of which there are none.
        var all = Shared(company, request.App.AgentId).Where(app => Kind(request) == 1).Where(app => string.IsNullOrEmpty(only) || app.Company.CorpId == only).ToArray();
        var (page, next) = Paging.Page(all, request.Text("cursor"), limit == 0 ? int.MaxValue : limit);
        return new JsonObject
        {
            ["ending"] = next.Length == 0 ? 1 : 0,
            ["corp_list"] = page.ToArray(app => new JsonObject { ["corpid"] = app.Company.CorpId, ["corp_name"] = app.Company.Options.Name, ["agentid"] = app.AgentId }),
            ["next_cursor"] = next,
        };
    }

    public static JsonObject Token(Company company, ApiRequest request)
    {
        var corp = request.Need("corpid", missing: 41002);
        var agent = request.Number("agentid") ?? throw new WeComError(41011, "agentid missing");
        if (company.World.Companies.All(other => other.CorpId != corp))
            throw new WeComError(40013, "invalid corpid");
        var app = Shared(company, request.App.AgentId).FirstOrDefault(app => Kind(request) == 1 && app.Company.CorpId == corp && app.AgentId == agent)
            ?? throw new WeComError(48001, "the app is not shared with this company, or the company has not confirmed");
        var (token, life) = company.World.Tokens.For(app);
        return new JsonObject { ["access_token"] = token, ["expires_in"] = life };
    }

    public static JsonObject FromUnionId(Company company, ApiRequest request)
    {
        var person = Person(company, request);
        var only = request.Text("corpid");
        var found = Shared(company, request.App.AgentId).Select(app => app.Company).Where(corp => string.IsNullOrEmpty(only) || corp.CorpId == only)
            .Select(corp => (Corp: corp, Contact: corp.Contacts.Values.First(contact => contact.Person == person))).Where(entry => entry.Contact.Known.Any());
        return new JsonObject
        {
            ["external_userid_info"] = found.ToArray(entry => new JsonObject { ["corpid"] = entry.Corp.CorpId, ["external_userid"] = entry.Contact.Id }),
        };
    }

    public static JsonObject PendingId(Company company, ApiRequest request)
    {
        var key = (request.App.AgentId, Person(company, request).Customer.Id);
        if (!company.World.PendingIds.TryGetValue(key, out var known) || company.Now > known.Until)
            company.World.PendingIds[key] = known = ("pd" + RandomNumberGenerator.GetHexString(30, lowercase: true), company.Now + PendingLife);
        return new JsonObject { ["pending_id"] = known.Id };
    }

    /// <summary>Ids of the maker's or a dealer's contacts. Whoever has no live pending id is left out.</summary>
    public static JsonObject PendingIds(Company company, ApiRequest request)
    {
        var ids = request.Texts("external_userid", 100);
        if (ids is null or [])
            throw new WeComError(41035, "external_userid missing");
        var companies = Shared(company, request.App.AgentId).Select(app => app.Company).Prepend(company).ToArray();
        var result = new JsonArray();
        foreach (var id in ids)
            if (companies.Select(corp => corp.Contacts.GetValueOrDefault(id)).FirstOrDefault(contact => contact?.Known.Any() == true) is { } contact
                && company.World.PendingIds.TryGetValue((request.App.AgentId, contact.Customer.Id), out var known) && company.Now <= known.Until)
                result.Add(new JsonObject { ["external_userid"] = id, ["pending_id"] = known.Id });
        return new JsonObject { ["result"] = result };
    }

    private static IEnumerable<App> Shared(Company company, long agentId) => company != company.World.Maker ? [] :
        company.World.Apps.Where(app => app.Company != company && app.Company.ShareConfirmed && app.Options.SharedFrom == agentId);

    private static long Kind(ApiRequest request) => request.Number("business_type", 0, 1, absent: 0);

    private static Person Person(Company company, ApiRequest request)
    {
        var (union, open) = (request.Need("unionid"), request.Need("openid"));
        return company.World.Find(union) is { } person && person.Customer.UnionId == union && person.Customer.OpenId == open
            ? person
            : throw new WeComError(40003, "invalid openid or unionid");
    }
}
