using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Customer service: accounts, their staff and their links (4.4).</summary>
internal static partial class KfAccounts
{
    private const int MostAccounts = 5000;
    private const int MostStaff = 100;

    public static JsonObject List(Company company, ApiRequest request)
    {
        var limit = request.Number("limit", 1, 100, absent: 100);
        var offset = request.Number("offset", 0, int.MaxValue, absent: 0);
        return new JsonObject
        {
            ["account_list"] = company.Accounts.Values.Where(account => account.Granted).Skip((int)offset).Take((int)limit)
                .ToArray(account => new JsonObject { ["open_kfid"] = account.Id, ["name"] = account.Name, ["avatar"] = "", ["manage_privilege"] = true }),
        };
    }

    public static JsonObject Add(Company company, ApiRequest request)
    {
        var name = Name(request) ?? throw new WeComError(95006, "name missing");
        company.Media.Check(request.Need("media_id", missing: 41006), "image");
        if (company.Accounts.Count >= MostAccounts)
            throw new WeComError(95005, "too many accounts");
        var id = "wk" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 30);
        company.Accounts[id] = new KfAccount(company, id, name, []);
        return new JsonObject { ["open_kfid"] = id };
    }

    public static JsonObject Update(Company company, ApiRequest request)
    {
        var account = company.Account(request.Text("open_kfid"));
        var name = Name(request);
        if (request.Text("media_id") is { Length: > 0 } media)
            company.Media.Check(media, "image");
        else if (name is null)
            throw new WeComError(40058, "name or media_id is needed");
        account.Name = name ?? account.Name;
        return [];
    }

    public static JsonObject Delete(Company company, ApiRequest request)
    {
        company.Accounts.Remove(company.Account(request.Text("open_kfid")).Id);
        return [];
    }

    public static JsonObject Link(Company company, ApiRequest request)
    {
        var account = company.Account(request.Text("open_kfid"));
        var scene = request.Text("scene");
        if (!string.IsNullOrEmpty(scene) && !SceneRule().IsMatch(scene))
            throw new WeComError(40058, "scene must be at most 32 of 0-9 a-z A-Z _ -");
        var url = "https://work.weixin.qq.com/kf/kfc" + account.Id[2..].ToLowerInvariant();
        if (string.IsNullOrEmpty(scene))
            return new JsonObject { ["url"] = url };
        var hidden = "ENC" + RandomNumberGenerator.GetHexString(24);
        account.Scenes[hidden] = scene;
        return new JsonObject { ["url"] = $"{url}?enc_scene={hidden}" };
    }

    public static JsonObject Staff(Company company, ApiRequest request) => new()
    {
        ["servicer_list"] = company.Account(request.Query("open_kfid")).Staff.ToArray(entry =>
        {
            // 0 = receiving here, 1 in the event.
            var shown = new JsonObject { ["userid"] = company.Members[entry.Key].UserId, ["status"] = entry.Value.Receiving ? 0 : 1 };
            if (!entry.Value.Receiving)
                shown["stop_type"] = entry.Value.Paused ? 1 : 0;
            return shown;
        }),
    };

    public static JsonObject AddStaff(Company company, ApiRequest request) =>
        Each(company, request, (account, member) => account.Staff.TryAdd(member.Key, new KfStaff()) ? 0 : 0);

    public static JsonObject RemoveStaff(Company company, ApiRequest request) =>
        Each(company, request, (account, member) => account.Staff.Remove(member.Key) ? 0 : 95014);

    private static JsonObject Each(Company company, ApiRequest request, Func<KfAccount, Member, int> change)
    {
        var account = company.Account(request.Text("open_kfid"));
        var users = request.Texts("userid_list", MostStaff) ?? [];
        if (users.Count == 0 && ApiRequest.Items(request.Json, "department_id_list") is null or [])
            throw new WeComError(41009, "userid_list and department_id_list are both empty");
        return new JsonObject
        {
            ["result_list"] = users.ToArray(user =>
            {
                var code = company.Members.GetValueOrDefault(user.ToLowerInvariant()) is { Left: null } member ? change(account, member) : 60111;
                return new JsonObject { ["userid"] = user, ["errcode"] = code, ["errmsg"] = code == 0 ? "success" : "failed" };
            }),
        };
    }

    private static string? Name(ApiRequest request)
    {
        var name = request.Text("name");
        return name is null || name.Length is > 0 and <= 16 ? name : throw new WeComError(95006, "a name has 1 to 16 characters");
    }

    [GeneratedRegex(@"^[0-9a-zA-Z_-]{1,32}\z")]
    private static partial Regex SceneRule();
}
