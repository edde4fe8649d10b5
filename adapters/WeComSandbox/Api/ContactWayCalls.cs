using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>
/// Codes to scan (「联系我」, 4.5). The specification gives 41037 to 41045 for type, scene, style, config and count, and
/// 41041 and 41045 exactly; which of the others is which is not confirmed.
/// </summary>
internal static class ContactWayCalls
{
    private const int MostWays = 500_000;
    private const int MostUsers = 100;
    private const int MostDays = 14;

    public static JsonObject Add(Company company, ApiRequest request)
    {
        if (request.Number("type") is not (1 or 2) || request.Number("type") is not { } type)
            throw new WeComError(41037, "type must be 1 or 2");
        if (request.Number("scene") is not (1 or 2) || request.Number("scene") is not { } scene)
            throw new WeComError(41038, "scene must be 1 or 2");
        if (company.ContactWays.Count >= MostWays)
            throw new WeComError(41045, "too many contact ways");
        var temporary = request.Flag("is_temp") ?? false;
        if (temporary && type != 1)
            throw new WeComError(41043, "a temporary chat is with one member");
        if (!temporary && (request.Has("expires_in") || request.Has("chat_expires_in") || request.Has("unionid")))
            throw new WeComError(41043, "expires_in, chat_expires_in and unionid are for temporary chats");
        var life = request.Number("expires_in", 1, MostDays * 86400, absent: 7 * 86400);
        var way = new ContactWay(RandomNumberGenerator.GetHexString(32, lowercase: true), (int)type, (int)scene)
        {
            IsTemporary = temporary, Until = temporary ? company.Now.AddSeconds(life) : null, ExpiresIn = life,
            ChatExpiresIn = request.Number("chat_expires_in", 1, MostDays * 86400, absent: 86400), Created = company.Now,
        };
        Set(company, request, way);
        if (way.Users.Count + way.Parties.Count == 0 || type == 1 && (way.Users.Count != 1 || way.Parties.Count > 0))
            throw new WeComError(41042, type == 1 ? "type 1 has exactly one user" : "user and party are empty");
        company.ContactWays[way.ConfigId] = way;
        var answer = new JsonObject { ["config_id"] = way.ConfigId };
        if (scene == 2)
            answer["qr_code"] = way.Address;
        return answer;
    }

    public static JsonObject Update(Company company, ApiRequest request)
    {
        var way = Find(company, request);
        // Checked on a copy first: a refused update changes nothing.
        var probe = new ContactWay(way.ConfigId, way.Type, way.Scene) { Users = way.Users, Parties = way.Parties };
        Set(company, request, probe);
        if (way.Type == 1 && probe.Users.Count != 1)
            throw new WeComError(41042, "type 1 has exactly one user");
        Set(company, request, way);
        return [];
    }

    public static JsonObject Get(Company company, ApiRequest request)
    {
        var way = Find(company, request);
        var shown = new JsonObject
        {
            ["config_id"] = way.ConfigId, ["type"] = way.Type, ["scene"] = way.Scene, ["style"] = way.Style, ["remark"] = way.Remark,
            ["skip_verify"] = way.SkipVerify, ["state"] = way.State ?? "", ["user"] = way.Users.ToJson(),
            ["party"] = way.Parties.ToArray(party => JsonValue.Create(party)), ["is_temp"] = way.IsTemporary, ["is_exclusive"] = way.IsExclusive,
            ["mark_source"] = way.MarksSource,
        };
        if (way.Scene == 2)
            shown["qr_code"] = way.Address;
        if (way.IsTemporary)
            (shown["expires_in"], shown["chat_expires_in"], shown["unionid"]) = (way.ExpiresIn, way.ChatExpiresIn, way.UnionId ?? "");
        return new JsonObject { ["contact_way"] = shown };
    }

    /// <summary>Ids only, of the last 90 days where nothing else is said, without temporary ones.</summary>
    public static JsonObject List(Company company, ApiRequest request)
    {
        var now = company.Now;
        var from = request.Number("start_time") is { } start ? DateTimeOffset.FromUnixTimeSeconds(start) : now.AddDays(-90);
        var to = request.Number("end_time") is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : now;
        var all = company.ContactWays.Values.Where(way => !way.IsTemporary && way.Created >= from && way.Created <= to).ToArray();
        var (page, next) = Paging.Page(all, request.Text("cursor"), request.Number("limit", 1, 1000, absent: 100));
        var answer = new JsonObject { ["contact_way"] = page.ToArray(way => new JsonObject { ["config_id"] = way.ConfigId }) };
        if (next.Length > 0)
            answer["next_cursor"] = next;
        return answer;
    }

    public static JsonObject Delete(Company company, ApiRequest request)
    {
        company.ContactWays.Remove(Find(company, request).ConfigId);
        return [];
    }

    private static ContactWay Find(Company company, ApiRequest request) =>
        company.ContactWays.TryGetValue(request.Need("config_id", missing: 41040), out var way) ? way : throw new WeComError(41044, "config_id does not exist");

    private static void Set(Company company, ApiRequest request, ContactWay way)
    {
        if (request.Number("style") is { } style)
            way.Style = style is >= 0 and <= 3 ? (int)style : throw new WeComError(41039, "invalid style");
        way.Remark = request.Short("remark", 30) ?? way.Remark;
        way.State = request.Short("state", 30) ?? way.State;
        way.SkipVerify = request.Flag("skip_verify") ?? way.SkipVerify;
        way.IsExclusive = request.Flag("is_exclusive") ?? way.IsExclusive;
        way.MarksSource = request.Flag("mark_source") ?? way.MarksSource;
        way.UnionId = request.Text("unionid") ?? way.UnionId;
        if (request.Texts("user", MostUsers, tooMany: 41041) is { } users)
            way.Users = [.. users.Select(user => company.Member(user) is { Left: null } member ? member.Key : throw new WeComError(60111, "userid not found")).Distinct()];
        if (ApiRequest.Items(request.Json, "party") is { } parties)
            way.Parties = [.. parties.Select(party => party.TryGetInt64(out var id) ? id : throw new WeComError(40058, "party must be a list of numbers"))];
    }
}
