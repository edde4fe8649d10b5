using System.Text.Json;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>What a message to a customer shows, after its limits have been checked.</summary>
internal sealed record KfContent(string Kind, string Text, IReadOnlyList<PhoneChoice> Choices, string? Tail)
{
    private const int MostItems = 10;

    public static KfContent Read(ApiRequest request)
    {
        var type = request.Text("msgtype") ?? throw new WeComError(40008, "msgtype missing");
        var body = ApiRequest.Member(request.Json, type) ?? throw new WeComError(40008, $"{type} missing");
        return type switch
        {
            "text" => new KfContent("text", Filled(body, "content", 2048, 44004), [], null),
            "msgmenu" => Menu(body),
            "link" => Link(body),
            "image" or "voice" or "video" or "file" => new KfContent(type, Filled(body, "media_id", 512, 40007), [], null),
            "location" => new KfContent("location", ApiRequest.Text(body, "name") ?? "", [], null),
            "business_card" => new KfContent("business_card", Filled(body, "userid", 64, 40031), [], null),
            "miniprogram" => new KfContent("miniprogram", Filled(body, "title", 64, 40058), [], null),
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
            "click" => new PhoneChoice(Filled(body, "id", 64, 40058), Filled(body, "content", 128, 40058)),
            "view" => new PhoneChoice(null, Filled(body, "content", 1024, 40058), Filled(body, "url", 2048, 40058)),
            "miniprogram" => new PhoneChoice(null, Filled(body, "content", 1024, 40058)),
            "text" => new PhoneChoice(null, Filled(body, "content", 256, 40058)),
            _ => throw new WeComError(95009, "invalid menu item type"),
        };
    }

    private static KfContent Link(JsonElement body)
    {
        var url = Filled(body, "url", 2048, 40058);
        if (!url.StartsWith("http://", StringComparison.Ordinal) && !url.StartsWith("https://", StringComparison.Ordinal))
            throw new WeComError(45034, "url has no scheme");
        ApiRequest.CheckBytes(ApiRequest.Text(body, "desc"), 512, "desc");
        Filled(body, "thumb_media_id", 512, 40007);
        return new KfContent("link", Filled(body, "title", 128, 40058), [new PhoneChoice(null, url, url)], ApiRequest.Text(body, "desc"));
    }

    private static string Filled(JsonElement body, string name, int most, int whenEmpty)
    {
        var text = ApiRequest.Text(body, name);
        if (string.IsNullOrWhiteSpace(text))
            throw new WeComError(whenEmpty, $"{name} is empty");
        ApiRequest.CheckBytes(text, most, name);
        return text;
    }
}
