using System.Text.Json;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Attachments of welcome and mass messages (4.5): at most nine, each with its own spelling.</summary>
internal static class Attachments
{
    private const int Most = 9;

    /// <summary>Text and attachments, checked; not both may be empty.</summary>
    public static (string Text, IReadOnlyList<PhoneLine> Lines) Read(Company company, ApiRequest request)
    {
        var text = ApiRequest.Member(request.Json, "text") is { } body ? ApiRequest.Text(body, "content") : null;
        ApiRequest.CheckBytes(text, 4000, "text.content");
        var items = ApiRequest.Items(request.Json, "attachments") ?? [];
        if (items.Count > Most)
            throw new WeComError(40058, "at most 9 attachments");
        if (string.IsNullOrEmpty(text) && items.Count == 0)
            throw new WeComError(40063, "content is empty");
        return (text ?? "", [.. items.Select(item => Line(company, item))]);
    }

    /// <summary>What the phone shows of it.</summary>
    public static void Show(Company company, Contact contact, string kind, string text, IReadOnlyList<PhoneLine> lines, string? chat)
    {
        if (text.Length > 0)
            company.Show(contact, "brand", kind, text, chat);
        foreach (var line in lines)
            company.Show(contact, "brand", line.Kind, line.Text, chat, line.Choices);
    }

    private static PhoneLine Line(Company company, JsonElement item)
    {
        var type = ApiRequest.Text(item, "msgtype");
        if (type is null || ApiRequest.Member(item, type) is not { } body)
            throw new WeComError(40008, "invalid attachment type");
        switch (type)
        {
            case "image":
                // Here it is pic_url, in a link picurl.
                if (ApiRequest.Text(body, "pic_url") is { Length: > 0 } picture && ApiRequest.Text(body, "media_id") is null)
                    return new PhoneLine("image", picture, []);
                return Media(company, body, "image", "media_id");
            case "video" or "file":
                return Media(company, body, type, "media_id");
            case "link":
                var url = ApiRequest.Filled(body, "url", 2048, 40058);
                KfContent.CheckScheme(url);
                ApiRequest.CheckBytes(ApiRequest.Text(body, "desc"), 512, "link.desc");
                ApiRequest.CheckBytes(ApiRequest.Text(body, "picurl"), 2048, "link.picurl");
                return new PhoneLine("link", ApiRequest.Filled(body, "title", 128, 40058), [new PhoneChoice(null, url, url)]);
            case "miniprogram":
                ApiRequest.Filled(body, "appid", 128, 40058);
                ApiRequest.Filled(body, "page", 1024, 40058);
                company.Media.Check(ApiRequest.Text(body, "pic_media_id"), "image");
                return new PhoneLine("miniprogram", ApiRequest.Filled(body, "title", 64, 40058), []);
            default:
                throw new WeComError(40008, "invalid attachment type");
        }
    }

    private static PhoneLine Media(Company company, JsonElement body, string kind, string name)
    {
        var id = ApiRequest.Text(body, name);
        company.Media.Check(id, kind);
        return new PhoneLine(kind, id!, []);
    }
}

internal sealed record PhoneLine(string Kind, string Text, IReadOnlyList<PhoneChoice> Choices);
