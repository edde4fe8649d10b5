using Crm.Plugins.Contract;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>What an upload holds: files, and perhaps the activity they belong to.</summary>
internal sealed record UploadParts(ReadOnlyMemory<byte>? Activity, IReadOnlyList<MediaContent> Files)
{
    private const string ActivityType = "application/vnd.microsoft.activity";

    /// <summary>Null for a body that is not what its headers say.</summary>
    public static async Task<UploadParts?> ReadAsync(InboundRequest request, int mostFiles, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Headers.ContentType.ToString(), out var type)) return null;
        if (!type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            return new UploadParts(null, [new MediaContent(type.MediaType.ToString(), NameIn(request.Headers.ContentDisposition.ToString()), request.Body)]);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 200) return null;
        try
        {
            return await PartsAsync(new MultipartReader(boundary, new MemoryStream(request.Body.ToArray(), writable: false)) { HeadersCountLimit = 16 }, mostFiles, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<UploadParts> PartsAsync(MultipartReader reader, int mostFiles, CancellationToken cancellationToken)
    {
        byte[]? activity = null;
        var files = new List<MediaContent>();
        while (files.Count <= mostFiles && await reader.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            using var bytes = new MemoryStream();
            await part.Body.CopyToAsync(bytes, cancellationToken);
            var type = MediaTypeHeaderValue.TryParse(part.ContentType, out var parsed) ? parsed.MediaType.ToString() : "";
            if (type.Equals(ActivityType, StringComparison.OrdinalIgnoreCase)) activity = bytes.ToArray();
            else files.Add(new MediaContent(type, NameIn(part.ContentDisposition), bytes.ToArray()));
        }

        // A plain null would become an empty body.
        return new UploadParts(activity is null ? default(ReadOnlyMemory<byte>?) : activity, files);
    }

    private static string? NameIn(string? disposition)
    {
        if (!ContentDispositionHeaderValue.TryParse(disposition, out var parsed)) return null;
        var name = parsed.FileNameStar is { Length: > 0 } star ? star : parsed.FileName;
        return HeaderUtilities.RemoveQuotes(name).ToString();
    }
}
