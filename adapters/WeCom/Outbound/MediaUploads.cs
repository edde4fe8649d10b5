using Crm.Adapters.WeCom.Api;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>
/// The host's files as media of the platform. An id lives three days there and serves every app of the corp, so it is kept for
/// two and a half and shared by all nodes.
/// </summary>
internal sealed class MediaUploads(WeComApi api, IHostMedia media, IPluginState state, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(60);

    /// <summary>The platform's id of one of the host's files, uploaded now if need be.</summary>
    /// <param name="kind"><c>image</c>, <c>voice</c>, <c>video</c> or <c>file</c>.</param>
    /// <param name="dead">An id the platform has just refused (40007): not given again.</param>
    public async Task<Uploaded> GetAsync(WeComApp app, string kind, string mediaId, CancellationToken cancellationToken, string? dead = null)
    {
        var key = Key(app, kind, mediaId);
        var entry = await state.GetAsync(key, cancellationToken);
        if (entry is not null && entry.Value != dead)
            return new Uploaded(entry.Value, null);
        if (await media.GetAsync(mediaId, cancellationToken) is not { } content)
            return Refused("media-gone");
        if (MediaLimits.Refusal(kind, content) is { } refusal)
            return Refused(refusal);
        var name = content.FileName ?? MediaLimits.FileName(kind, content.ContentType);
        var (body, contentType) = MultipartFile.Write(name, content.ContentType, content.Bytes.Span);
        var answer = await api.CallAsync(
            app, new ApiCall("media/upload", body, $"type={kind}", Repeatable: true, ContentType: contentType), cancellationToken);
        if (answer.Lost)
            return new Uploaded(null, new SendResult.Retry(Backoff.Busy, "no-answer"));
        if (!answer.Ok || answer.Text("media_id") is not { } id)
            return answer.Ok ? Refused("unknown-error") : new Uploaded(null, SendOutcome.From(answer));
        // Another node may have been first: then both ids are good.
        await state.TrySetAsync(key, id, entry?.Version ?? 0, time.GetUtcNow() + Kept, cancellationToken);
        return new Uploaded(id, null);
    }

    /// <summary>Uploads it again although the id in use may still be good, so that none runs out while it is needed.</summary>
    public async Task<Uploaded> RenewAsync(WeComApp app, string kind, string mediaId, CancellationToken cancellationToken) =>
        await GetAsync(app, kind, mediaId, cancellationToken, (await state.GetAsync(Key(app, kind, mediaId), cancellationToken))?.Value);

    private static string Key(WeComApp app, string kind, string mediaId) => $"media:{app.CorpId}:{kind}:{mediaId}";

    private static Uploaded Refused(string reason) => new(null, new SendResult.Rejected(reason));
}

/// <summary>Exactly one is set.</summary>
internal sealed record Uploaded(string? Id, SendResult? Failure);
