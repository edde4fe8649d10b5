using System.Text.Json;
using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Mapping;

/// <summary>What a customer-service message says, as text to show; everything else stays in the raw JSON.</summary>
internal static class KfMessageBody
{
    public static ChatMessage Read(WeComApp app, JsonElement message)
    {
        var type = message.Text("msgtype") ?? "";
        var body = message.Child(type);
        return type switch
        {
            "text" => new("text", body.Text("content") ?? "", ChoiceId: body.Text("menu_id")),
            "image" or "voice" or "video" or "file" => new(type, "", body.Text("media_id") is { } id ? $"{app.Name}/{id}" : null),
            "location" => new("location", Join(" ", body.Text("name"), body.Text("address"), Join(",", body.Text("latitude"), body.Text("longitude")))),
            "link" => new("link", Join("\n", body.Text("title"), body.Text("desc"), body.Text("url"))),
            "business_card" => new("card", body.Text("userid") ?? ""),
            "miniprogram" or "channels_shop_product" or "channels" or "merged_msg" => new("card", body.Text("title") ?? ""),
            "channels_shop_order" => new("card", body.Text("product_titles") ?? ""),
            "msgmenu" => new("text", Menu(body)),
            _ => new("other", ""),
        };
    }

    private static string Menu(JsonElement body) => Join("\n",
        [body.Text("head_content"), .. body.Items("list").Select(item => item.Child(item.Text("type") ?? "").Text("content")), body.Text("tail_content")]);

    private static string Join(string separator, params IEnumerable<string?> parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));
}
