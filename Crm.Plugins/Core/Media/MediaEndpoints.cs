using Crm.Plugins.Contract;
using Crm.Plugins.Core.Insight;
using Crm.Plugins.Core.Shared.Api;
using Crm.Plugins.Core.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Crm.Plugins.Core.Media;

/// <summary>Files of conversations: upload for a reply, and look at what came.</summary>
public static class MediaEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/media", Upload).Accepts<byte[]>(MediaKinds.Unknown);
        api.MapGet("/media/{id}", Get);
    }

    /// <summary>The body is the file; <c>?fileName=</c> is what the receiver reads.</summary>
    private static async Task<Created<UploadedMedia>> Upload(HttpRequest request, Writer writer, MediaOptions options, Caller caller, string? fileName = null)
    {
        caller.MustBe(Role.Admin, Role.Lead, Role.Agent);
        var bytes = await ReadAsync(request, options.MaxOf("file"));
        var type = MediaKinds.Sniff(bytes);
        var kind = MediaKinds.Sendable(type) ?? throw ProblemException.Invalid(
            "unknown-file-type", "Pictures (JPEG, PNG, GIF, WebP), AMR voice, MP4 video, PDF and ZIP or Office files can be sent.");
        if (bytes.Length > options.MaxOf(kind)) throw TooLarge(options.MaxOf(kind));
        var name = SafeName(fileName);
        var id = await writer.WriteAsync(unit => MediaStore.Add(unit, new MediaContent(type, name, bytes), uploadedBy: caller.Id));
        return TypedResults.Created($"/api/v1/media/{id}", new UploadedMedia(id, kind, type, name, bytes.Length));
    }

    private static async Task<FileContentHttpResult> Get(HttpContext context, Database database, MediaStore store, Caller caller, string id, CancellationToken cancellationToken)
    {
        if (!await MediaAccess.MaySeeAsync(database, caller, id) || await store.GetAsync(id, cancellationToken) is not { } content)
            throw ProblemException.NotFound("file");
        var headers = context.Response.Headers;
        // Whatever is inside, it can do nothing in our pages.
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, max-age=3600";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var shown = MediaKinds.IsPicture(content.ContentType);
        var disposition = new ContentDispositionHeaderValue(shown ? "inline" : "attachment");
        disposition.SetHttpFileName(content.FileName ?? $"{id}{Ending(content.ContentType)}");
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Bytes(content.Bytes.ToArray(), content.ContentType);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, long most)
    {
        if (request.ContentLength > most) throw TooLarge(most);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (bytes.Length + read > most) throw TooLarge(most);
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static string? SafeName(string? name)
    {
        var plain = string.Concat((name ?? "").Split('/', '\\')[^1].Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>'))).Trim();
        return plain.Length == 0 ? null : plain.Length <= 120 ? plain : plain[^120..];
    }

    private static string Ending(string contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "audio/amr" => ".amr",
        "video/mp4" => ".mp4",
        "application/pdf" => ".pdf",
        _ => "",
    };

    private static ProblemException TooLarge(long most) => new(413, "file-too-large", $"A file of this kind has at most {most / 1048576} MB.");
}

/// <param name="Kind">image, voice, video or file.</param>
public sealed record UploadedMedia(string Id, string Kind, string ContentType, string? FileName, long Size);
