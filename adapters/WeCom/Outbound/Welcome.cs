using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;
using Microsoft.Extensions.Logging;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>
/// The one message a welcome code allows, within its 20 seconds (4.5). Files were uploaded beforehand; one that was not
/// is left out rather than let the words come too late.
/// </summary>
internal sealed class Welcome(WeComApi api, MediaUploads uploads, TimeProvider time, ILogger<Welcome> logger)
{
    private const int TextBytes = 4000;
    private const int TitleBytes = 128;
    private const int AppTitleBytes = 64;
    private const int DescriptionBytes = 512;
    private const int AlreadyWelcomed = 41051;
    private const string DeadCode = "dead-code";

    /// <summary>Kept back for the message itself when a file must still be uploaded.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(6);

    public async Task<SendResult> SendAsync(WeComApp app, string code, OutboundMessage message, CancellationToken cancellationToken)
    {
        var attachments = await AttachmentsAsync(app, message, cancellationToken);
        var text = Texts.WithList(message.Text, message.Choices, TextBytes);
        var answer = await api.CallAsync(app, new ApiCall("externalcontact/send_welcome_msg", ApiJson.Write(new
        {
            welcome_code = code,
            text = text.Length == 0 ? null : new { content = text },
            attachments = attachments.Count == 0 ? null : attachments,
        }), GiveUpAt: message.Deadline), cancellationToken);
        // Used up after a try of ours that ended badly, as with a 502 or a killed process: that try greeted.
        if (answer.Code == AlreadyWelcomed && (answer.Tries > 1 || message.Attempt > 1))
            return new SendResult.Sent(null);
        return InTime(SendOutcome.From(answer), message);
    }

    /// <summary>Refused as expired although there was time: the code was spent or never good.</summary>
    private SendResult InTime(SendResult result, OutboundMessage message)
    {
        var now = time.GetUtcNow();
        return result is SendResult.Rejected { Reason: SendOutcome.Expired } && (message.Deadline is not { } deadline || deadline > now)
            ? new SendResult.Rejected(DeadCode)
            : SendOutcome.InTime(result, message.Deadline, now);
    }

    private async Task<List<object>> AttachmentsAsync(WeComApp app, OutboundMessage message, CancellationToken cancellationToken)
    {
        var written = new List<object>();
        foreach (var attachment in message.Attachments)
            if (await WriteAsync(app, attachment, message.Deadline, cancellationToken) is { } one)
                written.Add(one);
            else
                logger.LogWarning("A {Kind} of welcome {Id} was not ready and is left out", attachment.Kind, message.Id);
        return written;
    }

    private async Task<object?> WriteAsync(WeComApp app, MessageAttachment a, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        if (a.Kind == "link")
            return new { msgtype = "link", link = new { title = Texts.Cut(a.Title ?? "", TitleBytes), picurl = a.PictureUrl, desc = a.Description is { } words ? Texts.Cut(words, DescriptionBytes) : null, url = a.Url } };
        var file = a.MediaId is { } id ? await FileAsync(app, a.Kind == "app" ? "image" : a.Kind, id, deadline, cancellationToken) : null;
        return (a.Kind, file) switch
        {
            (_, null) => null,
            ("image", _) => new { msgtype = "image", image = new { media_id = file } },
            ("video", _) => new { msgtype = "video", video = new { media_id = file } },
            ("file", _) => new { msgtype = "file", file = new { media_id = file } },
            ("app", _) => new { msgtype = "miniprogram", miniprogram = new { title = Texts.Cut(a.Title ?? "", AppTitleBytes), pic_media_id = file, appid = a.AppId, page = a.Url } },
            _ => null,
        };
    }

    private async Task<string?> FileAsync(WeComApp app, string kind, string mediaId, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        var left = deadline is { } until ? until - time.GetUtcNow() - Reserve : TimeSpan.FromSeconds(10);
        using var patience = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(500), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return (await uploads.GetAsync(app, kind, mediaId, linked.Token)).Id;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
