using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Operations;

/// <summary>
/// Tasks that members confirm: <c>add_msg_template</c>, <c>remind_groupmsg_send</c>, <c>cancel_groupmsg_send</c>. The
/// first has no key of its own on the platform, so a mark in the shared state says that it may have been made: after a
/// crash in the middle it is looked for, not made again.
/// </summary>
internal sealed class MassSends(WeComApi api, IPluginState state, TimeProvider time)
{
    private const int NobodyToSendTo = 41048;
    private static readonly TimeSpan MarkLife = TimeSpan.FromDays(2);

    public async Task<OperationResult> CreateAsync(WeComApp app, ChannelOperation operation, CreateMassSend send, CancellationToken cancellationToken)
    {
        if (!send.Attachments.All(CanCarry))
            return new OperationResult.Rejected("content");
        var mark = $"mass-send:{operation.Id}";
        if (!await state.TrySetAsync(mark, "asked", 0, time.GetUtcNow() + MarkLife, cancellationToken))
            return new OperationResult.Unknown("interrupted");
        var answer = await api.CallAsync(app, new ApiCall("externalcontact/add_msg_template", ApiJson.Write(new
        {
            chat_type = send.ToGroups ? "group" : "single",
            external_userid = send.ToGroups ? null : send.Contacts,
            chat_id_list = send.ToGroups ? send.Groups : null,
            sender = send.Sender,
            text = new { content = send.Text },
            attachments = send.Attachments.Count == 0 ? null : send.Attachments.Select(Attachment).ToArray(),
        }), GiveUpAt: operation.Deadline), cancellationToken);
        var result = answer.Code == NobodyToSendTo
            ? new OperationResult.Rejected("nobody-to-send-to", answer.Code)
            : OperationOutcome.From(answer, done => new MassSendCreated(
                done.Text("msgid") ?? "", [.. done.Body.Items("fail_list").Select(failed => failed.GetString()).OfType<string>()]));
        // Surely not made: the next attempt may ask again.
        if (result is OperationResult.Retry && await state.GetAsync(mark, cancellationToken) is { } entry)
            await state.TryRemoveAsync(mark, entry.Version, cancellationToken);
        return result;
    }

    /// <summary>Reminds every member who has not confirmed. The platform lets three through in 24 hours.</summary>
    public async Task<OperationResult> RemindAsync(WeComApp app, RemindMassSend remind, CancellationToken cancellationToken) =>
        OperationOutcome.From(await api.CallAsync(
            app, new ApiCall("externalcontact/remind_groupmsg_send", ApiJson.Write(new { msgid = remind.PlatformId })), cancellationToken));

    public async Task<OperationResult> CancelAsync(WeComApp app, CancelMassSend cancel, CancellationToken cancellationToken) =>
        OperationOutcome.From(await api.CallAsync(
            app, new ApiCall("externalcontact/cancel_groupmsg_send", ApiJson.Write(new { msgid = cancel.PlatformId }), Repeatable: true), cancellationToken), repeatable: true);

    /// <summary>What goes without an upload: links, and pictures that lie on the web.</summary>
    private static bool CanCarry(MessageAttachment attachment) => attachment switch
    {
        { Kind: "link", Url.Length: > 0, Title.Length: > 0 } => true,
        { Kind: "image", PictureUrl.Length: > 0 } => true,
        _ => false,
    };

    // Three spellings of the platform: picurl in a link, pic_url in an image.
    private static object Attachment(MessageAttachment attachment) => attachment.Kind == "link"
        ? new { msgtype = "link", link = new { title = attachment.Title, picurl = attachment.PictureUrl, desc = attachment.Description, url = attachment.Url } }
        : new { msgtype = "image", image = new { pic_url = attachment.PictureUrl } };
}
