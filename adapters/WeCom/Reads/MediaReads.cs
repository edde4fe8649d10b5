using Crm.Adapters.WeCom.Api;
using Crm.Adapters.WeCom.Operations;
using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Reads;

/// <summary>Fetches what customers sent (4.8): whole, or in parts where the platform wants that.</summary>
internal sealed class MediaReads(WeComOptions options, WeComApi api) : IMediaReads
{
    /// <summary>Over 20 MB: ask for parts.</summary>
    private const int AskForParts = 830002;

    public async Task<MediaContent> FetchAsync(string mediaRef, long maxBytes, CancellationToken cancellationToken)
    {
        if (mediaRef.Split('/', 3) is not [var corpKey, var agentKey, var media] || options.Find(corpKey, agentKey) is not { } app)
            throw new ChannelReadException("configuration", null);
        var answer = await GetAsync(app, media, new FileWanted(maxBytes), cancellationToken);
        if (answer.Code == AskForParts)
            return maxBytes > FileWanted.PartBytes
                ? await InPartsAsync(app, media, maxBytes, cancellationToken)
                : throw new ChannelReadException("too-large", null, AskForParts);
        var file = File(answer);
        return new MediaContent(file.ContentType, file.Name, file.Bytes);
    }

    private async Task<MediaContent> InPartsAsync(WeComApp app, string media, long maxBytes, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        while (true)
        {
            var part = File(await GetAsync(app, media, new FileWanted(maxBytes, whole.Length), cancellationToken));
            whole.Write(part.Bytes);
            if (whole.Length > maxBytes)
                throw new ChannelReadException("too-large", null);
            if (whole.Length >= part.Total || part.Bytes.Length == 0)
                return new MediaContent(part.ContentType, part.Name, whole.ToArray());
        }
    }

    private Task<ApiAnswer> GetAsync(WeComApp app, string media, FileWanted wanted, CancellationToken cancellationToken) =>
        api.CallAsync(app, new ApiCall("media/get", Query: $"media_id={Uri.EscapeDataString(media)}", Repeatable: true, File: wanted), cancellationToken);

    private static ApiFile File(ApiAnswer answer)
    {
        if (answer.Code == ApiFile.TooLarge)
            throw new ChannelReadException("too-large", null);
        return answer.Checked().File ?? throw new ChannelReadException("unknown-error", null);
    }
}
