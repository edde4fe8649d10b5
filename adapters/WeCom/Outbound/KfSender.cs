using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Mapping;
using Crm.Adapters.WeCom.Operations;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>Messages to customers through customer service: ordinary ones within the window, and those a single-use code allows.</summary>
internal sealed class KfSender(WeComApi api, KfWindow window, MediaUploads uploads, Sessions sessions, IPluginState state, TimeProvider time)
{
    private const int DeadMedia = 40007;
    private static readonly TimeSpan PartsKept = TimeSpan.FromDays(3);

    /// <summary>Text and attachments are messages of their own there. What has left is remembered, so that a retry goes on behind it.</summary>
    public async Task<SendResult> SendAsync(WeComApp app, WeComAddress to, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (to.KfParties() is not var (account, customer))
            return new SendResult.Rejected("bad-address");
        var texts = message.Text.Length > 0 || message.Attachments.Count == 0 ? 1 : 0;
        var count = texts + message.Attachments.Count;
        var key = $"kfparts:{message.Id}";
        var entry = count == 1 ? null : await state.GetAsync(key, cancellationToken);
        var done = entry is null ? 0 : int.Parse(entry.Value, CultureInfo.InvariantCulture);
        SendResult result = new SendResult.Sent(message.Id);
        for (var i = done; i < count; i++)
        {
            var part = new Part(account, customer, i == 0 ? message.Id : PartId(message.Id, i), i < texts ? null : message.Attachments[i - texts]);
            result = await PartAsync(app, part, message, cancellationToken);
            if (result is not SendResult.Sent)
                return result;
            if (count > 1)
                await state.TrySetAsync(key, (i + 1).ToString(CultureInfo.InvariantCulture), (entry?.Version ?? 0) + i - done, time.GetUtcNow() + PartsKept, cancellationToken);
        }

        return result;
    }

    /// <summary>Text or menu only; the code is used up by the first that arrives.</summary>
    public async Task<SendResult> SendOnEventAsync(WeComApp app, string code, OutboundMessage message, CancellationToken cancellationToken) =>
        message.Attachments.Count > 0
            ? new SendResult.Rejected(SendOutcome.Content)
            : Timely(message, SendOutcome.From(await PostAsync(
                app, "kf/send_msg_on_event", message, KfContent.Of(message).Body(("code", code), ("msgid", message.Id)), cancellationToken)));

    private async Task<SendResult> PartAsync(WeComApp app, Part part, OutboundMessage message, CancellationToken cancellationToken)
    {
        var (content, media, failure) = await ContentAsync(app, part, message, null, cancellationToken);
        if (content is null)
            return failure!;
        if (await window.TakeAsync(app.CorpId, part.Account, part.Customer, part.Id, cancellationToken) is { } refusal)
            return new SendResult.Rejected(refusal);
        var answer = await SendPartAsync(app, part, message, content, cancellationToken);
        if (answer.Code == DeadMedia && media is not null)
        {
            (content, _, failure) = await ContentAsync(app, part, message, media, cancellationToken);
            if (content is not null)
                answer = await SendPartAsync(app, part, message, content, cancellationToken);
        }

        var result = content is null ? failure! : await JudgeAsync(app, part, message, content, answer, cancellationToken);
        if (result is SendResult.Retry or SendResult.Rejected)
            await window.GiveBackAsync(app.CorpId, part.Account, part.Customer, part.Id, cancellationToken);
        return result;
    }

    /// <summary>A session that is not ours to write in: read who has it, and go on only if that is us again.</summary>
    private async Task<SendResult> JudgeAsync(
        WeComApp app, Part part, OutboundMessage message, KfContent content, ApiAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Code is not (Sessions.EndedCode or Sessions.TransitionCode or Sessions.StateCode))
            return Timely(message, SendOutcome.From(answer));
        return (await sessions.StateAsync(app, part.Account, part.Customer, cancellationToken))?.State switch
        {
            Sessions.Fresh or Sessions.Assistant => Timely(message, SendOutcome.From(await SendPartAsync(app, part, message, content, cancellationToken))),
            Sessions.Pool => new SendResult.Rejected("session-waiting"),
            Sessions.WithMember => new SendResult.Rejected("with-member"),
            Sessions.Ended => new SendResult.Rejected("session-ended"),
            _ => new SendResult.Rejected("session-state"),
        };
    }

    private async Task<(KfContent? Content, string? Media, SendResult? Failure)> ContentAsync(
        WeComApp app, Part part, OutboundMessage message, string? dead, CancellationToken cancellationToken)
    {
        if (part.Attachment is not { } attachment)
            return (KfContent.Of(message), null, null);
        var uploaded = KfContent.UploadKind(attachment) is { } kind
            ? await uploads.GetAsync(app, kind, attachment.MediaId!, cancellationToken, dead)
            : new Uploaded(null, null);
        if (uploaded.Failure is { } failure)
            return (null, null, failure);
        return KfContent.Of(attachment, uploaded.Id) is { } content
            ? (content, uploaded.Id, null)
            : (null, null, new SendResult.Rejected(SendOutcome.Content));
    }

    private Task<ApiAnswer> SendPartAsync(WeComApp app, Part part, OutboundMessage message, KfContent content, CancellationToken cancellationToken) =>
        PostAsync(app, "kf/send_msg", message, content.Body(("touser", part.Customer), ("open_kfid", part.Account), ("msgid", part.Id)), cancellationToken);

    private Task<ApiAnswer> PostAsync(WeComApp app, string path, OutboundMessage message, Dictionary<string, object?> body, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall(path, ApiJson.Write(body), GiveUpAt: message.Deadline), cancellationToken);

    private SendResult Timely(OutboundMessage message, SendResult result) => SendOutcome.InTime(result, message.Deadline, time.GetUtcNow());

    /// <summary>At most 32 characters, the same at every attempt.</summary>
    private static string PartId(string messageId, int index) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{messageId}:{index}")).AsSpan(0, 16));

    private sealed record Part(string Account, string Customer, string Id, MessageAttachment? Attachment);
}
