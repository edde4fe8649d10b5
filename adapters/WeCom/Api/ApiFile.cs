using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Crm.Adapters.WeCom.Api;

/// <param name="MaxBytes">A larger file is not read.</param>
/// <param name="From">First byte of the part that is wanted; null = the whole file in one answer.</param>
internal sealed record FileWanted(long MaxBytes, long? From = null)
{
    /// <summary>The platform gives at most this much at a time.</summary>
    public const int PartBytes = 20 << 20;

    public RangeHeaderValue? Range => From is { } from ? new RangeHeaderValue(from, from + PartBytes - 1) : null;
}

/// <summary>A file the platform answered with.</summary>
/// <param name="Total">Of the whole file, where <paramref name="Bytes"/> is a part.</param>
internal sealed record ApiFile(string ContentType, string? Name, byte[] Bytes, long Total)
{
    /// <summary>Our own code for a file above the limit.</summary>
    public const int TooLarge = -413;

    /// <summary>Errors are JSON without a file name; the status is 200 for both.</summary>
    public static bool IsIn(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent
        && (response.Content.Headers.ContentDisposition is not null
            || response.Content.Headers.ContentType?.MediaType is not (null or "application/json" or "text/plain"));

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, FileWanted wanted, CancellationToken cancellationToken)
    {
        var headers = response.Content.Headers;
        var announced = headers.ContentRange?.Length ?? headers.ContentLength ?? 0;
        if (announced > wanted.MaxBytes)
            return ApiAnswer.Failed(ErrorClass.Content, TooLarge);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        // The length is a claim of the other side, so what really comes is counted too.
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > wanted.MaxBytes)
                return ApiAnswer.Failed(ErrorClass.Content, TooLarge);
            bytes.Write(buffer, 0, read);
        }

        var file = new ApiFile(
            headers.ContentType?.MediaType ?? "application/octet-stream", FileName(headers.ContentDisposition), bytes.ToArray(),
            headers.ContentRange?.Length ?? bytes.Length);
        return new ApiAnswer(ErrorClass.None, 0, default) { File = file };
    }

    /// <summary>Names come as raw UTF-8, which the client reads as Latin-1; a path is cut off.</summary>
    private static string? FileName(ContentDispositionHeaderValue? disposition)
    {
        var name = disposition?.FileNameStar;
        if (string.IsNullOrEmpty(name) && disposition?.FileName?.Trim('"') is { Length: > 0 } plain)
            name = plain.All(c => c < 256) ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(plain)) : plain;
        name = name?.Split('/', '\\')[^1];
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }
}
