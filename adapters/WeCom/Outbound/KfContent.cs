using System.Text;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>The content of one customer-service message; a message of ours with attachments becomes several.</summary>
internal sealed record KfContent(string MsgType, object Payload)
{
    private const int TextBytes = 2048;
    private const int MenuHeadBytes = 1024;
    private const int MenuItemBytes = 128;
    private const int MenuItems = 10;

    /// <summary>Text, or a menu where the choices fit one.</summary>
    public static KfContent Of(OutboundMessage message) => FitsMenu(message)
        ? new("msgmenu", new
        {
            head_content = message.Text,
            list = message.Choices.Select(choice => new
            {
                type = "click",
                click = new { id = choice.Id, content = Texts.Cut(choice.Title, MenuItemBytes) },
            }),
        })
        : new("text", new { content = Texts.WithList(message.Text, message.Choices, TextBytes) });

    /// <summary>What must be uploaded for an attachment, by the platform's kind; null for nothing.</summary>
    public static string? UploadKind(MessageAttachment attachment) => attachment switch
    {
        { MediaId: null } => null,
        { Kind: "link" or "app" } => "image",
        _ => attachment.Kind,
    };

    /// <param name="mediaId">The platform's id of what <see cref="UploadKind"/> names.</param>
    /// <returns>Null for what cannot be sent to a customer.</returns>
    public static KfContent? Of(MessageAttachment attachment, string? mediaId) => attachment.Kind switch
    {
        "image" or "voice" or "video" or "file" when mediaId is not null => new(attachment.Kind, new { media_id = mediaId }),
        "link" when attachment.Url is null => null,
        "link" when mediaId is not null => new("link", new
        {
            title = Texts.Cut(attachment.Title ?? attachment.Url, 128), desc = Texts.Cut(attachment.Description ?? "", 512), url = attachment.Url,
            thumb_media_id = mediaId,
        }),
        // A link card needs a picture; without one the address itself does.
        "link" => new("text", new { content = Texts.Cut($"{attachment.Title}\n{attachment.Url}".Trim(), TextBytes) }),
        "app" when mediaId is not null && attachment.AppId is not null => new("miniprogram", new
        {
            appid = attachment.AppId, title = Texts.Cut(attachment.Title ?? "", 64), thumb_media_id = mediaId, pagepath = attachment.Url,
        }),
        _ => null,
    };

    /// <summary>The request body: these members, then type and content.</summary>
    public Dictionary<string, object?> Body(params ReadOnlySpan<(string Name, string Value)> head)
    {
        var body = new Dictionary<string, object?>();
        foreach (var (name, value) in head)
            body.Add(name, value);
        body.Add("msgtype", MsgType);
        body.Add(MsgType, Payload);
        return body;
    }

    private static bool FitsMenu(OutboundMessage message) =>
        message.Choices.Count is > 0 and <= MenuItems
        && Encoding.UTF8.GetByteCount(message.Text) <= MenuHeadBytes
        && message.Choices.All(choice => choice.Title.Length > 0 && Encoding.UTF8.GetByteCount(choice.Id) is > 0 and <= 64);
}
