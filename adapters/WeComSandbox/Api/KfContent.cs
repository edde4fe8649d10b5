using System.Text.Json;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>What a message to a customer shows, after its limits have been checked.</summary>
internal sealed record KfContent(string Kind, string Text, IReadOnlyList<PhoneChoice> Choices, string? Tail)
{
    private const int MostItems = 10;

    public static KfContent Read(Company company, ApiRequest request)
    {
        var type = request.Text("msgtype") ?? throw new WeComError(40008, "msgtype missing");
        var body = ApiRequest.Member(request.Json, type) ?? throw new WeComError(40008, $"{type} missing");
        return type switch
        {
            "text" => new KfContent("text", ApiRequest.Filled(body, "content", 2048, 44004), [], null),
            "msgmenu" => Menu(body),
            "link" => Link(company, body),
            "image" or "voice" or "video" or "file" => new KfContent(type, Media(company, body, "media_id", type), [], null),
            "location" => Location(body),
            "business_card" => new KfContent("business_card", ApiRequest.Filled(body, "userid", 64, 40031), [], null),
            "miniprogram" => MiniProgram(company, body),
            "ca_link" => new KfContent("link", ApiRequest.Filled(body, "link_url", 2048, 40058), [], null),
            _ => throw new WeComError(40008, "invalid message type"),
        };
    }

    private static KfContent Menu(JsonElement body)
    {
        var head = ApiRequest.Text(body, "head_content") ?? "";
        var tail = ApiRequest.Text(body, "tail_content");
        ApiRequest.CheckBytes(head, 1024, "head_content");
        ApiRequest.CheckBytes(tail, 1024, "tail_content");
        if (ApiRequest.Member(body, "list") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
            throw new WeComError(95009, "menu list missing");
        if (list.GetArrayLength() > MostItems)
            throw new WeComError(95008, "too many menu items");
        return new KfContent("menu", head, [.. list.EnumerateArray().Select(Item)], tail);
    }

    private static PhoneChoice Item(JsonElement item)
    {
        var type = ApiRequest.Text(item, "type") ?? "";
        var body = ApiRequest.Member(item, type) ?? throw new WeComError(95009, "invalid menu item");
        return type switch
        {
            "click" => new PhoneChoice(ApiRequest.Filled(body, "id", 64, 40058), ApiRequest.Filled(body, "content", 128, 40058)),
            "view" => new PhoneChoice(null, ApiRequest.Filled(body, "content", 1024, 40058), ApiRequest.Filled(body, "url", 2048, 40058)),
            "miniprogram" => new PhoneChoice(null, ApiRequest.Filled(body, "content", 1024, 40058)),
            "text" => new PhoneChoice(null, ApiRequest.Filled(body, "content", 256, 40058)),
            _ => throw new WeComError(95009, "invalid menu item type"),
        };
    }

    private static KfContent Location(JsonElement body)
    {
        if (ApiRequest.Member(body, "latitude") is not { ValueKind: JsonValueKind.Number } || ApiRequest.Member(body, "longitude") is not { ValueKind: JsonValueKind.Number })
            throw new WeComError(40058, "latitude and longitude are numbers");
        return new KfContent("location", ApiRequest.Text(body, "name") ?? "", [], ApiRequest.Text(body, "address"));
    }

    private static KfContent MiniProgram(Company company, JsonElement body)
    {
        ApiRequest.Filled(body, "appid", 128, 40058);
        ApiRequest.Filled(body, "pagepath", 1024, 40058);
        Media(company, body, "thumb_media_id", "image");
        return new KfContent("miniprogram", ApiRequest.Filled(body, "title", 64, 40058), [], null);
    }

    private static KfContent Link(Company company, JsonElement body)
    {
        var url = ApiRequest.Filled(body, "url", 2048, 40058);
        CheckScheme(url);
        ApiRequest.CheckBytes(ApiRequest.Text(body, "desc"), 512, "desc");
        Media(company, body, "thumb_media_id", "image");
        return new KfContent("link", ApiRequest.Filled(body, "title", 128, 40058), [new PhoneChoice(null, url, url)], ApiRequest.Text(body, "desc"));
    }

    /// <summary>An address needs http or https in front.</summary>
    public static void CheckScheme(string url)
    {
        if (!url.StartsWith("http://", StringComparison.Ordinal) && !url.StartsWith("https://", StringComparison.Ordinal))
            throw new WeComError(45034, "url has no scheme");
    }

    private static string Media(Company company, JsonElement body, string name, string kind)
    {
        var id = ApiRequest.Filled(body, name, 512, 40007);
        company.Media.Check(id, kind);
        return id;
    }
}
