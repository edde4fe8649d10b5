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
            "miniprogram" => new("card", body.Text("title") ?? ""),
            "channels_shop_product" => new("card", Join("\n", body.Text("title"), body.Text("sales_price"), body.Text("shop_nickname"))),
            "channels_shop_order" => new("card", Join("\n",
                body.Text("product_titles"), Join(" ", body.Text("price_wording"), body.Text("state")), body.Text("order_id"), body.Text("shop_nickname"))),
            "channels" => new("card", Join("\n", body.Text("nickname"), body.Text("title"))),
            "merged_msg" => new("card", Join("\n", [body.Text("title"), .. body.Items("item").Select(Merged)])),
            "meeting" or "schedule" or "note" => new("card", body.Text("title") ?? body.Text("subject") ?? ""),
            "msgmenu" => new("text", Menu(body)),
            _ => new("other", ""),
        };
    }

    /// <summary>One line of a forwarded record: who, and what as far as it is text.</summary>
    private static string Merged(JsonElement item)
    {
        var kind = item.Text("msgtype") ?? "";
        string? text = null;
        try
        {
            var content = JsonElement.Parse(item.Text("msg_content") ?? "{}");
            var inner = content.Child(kind);
            text = content.Text("content") ?? inner.Text("content") ?? inner.Text("title") ?? content.Text("title");
        }
        catch (JsonException)
        {
            // The line is shown by its kind.
        }

        return Join(": ", item.Text("sender_name"), text ?? $"[{kind}]");
    }

    private static string Menu(JsonElement body) => Join("\n",
        [body.Text("head_content"), .. body.Items("list").Select(item => item.Child(item.Text("type") ?? "").Text("content")), body.Text("tail_content")]);

    private static string Join(string separator, params IEnumerable<string?> parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));
}
