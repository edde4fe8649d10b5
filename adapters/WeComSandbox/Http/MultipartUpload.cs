using System.Text.RegularExpressions;
using Crm.Adapters.WeComSandbox.Api;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Crm.Adapters.WeComSandbox.Http;

/// <summary>The file of an upload. The part must be named <c>media</c>; its name must be in <c>filename</c>, raw (4.8).</summary>
internal static partial class MultipartUpload
{
    public static async Task<UploadedFile?> Read(string? contentType, byte[] body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
            return null;
        try
        {
            var reader = new MultipartReader(boundary.ToString(), new MemoryStream(body));
            while (await reader.ReadNextSectionAsync() is { } part)
            {
                var disposition = part.ContentDisposition ?? "";
                if (NameRule().Match(disposition) is not { Success: true } name || name.Groups[1].Value != "media")
                    continue;
                using var content = new MemoryStream();
                await part.Body.CopyToAsync(content);
                return new UploadedFile(FileNameRule().Match(disposition) is { Success: true } file ? file.Groups[1].Value : null, content.ToArray());
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // No form after all.
        }

        return null;
    }

    // Not name* and not filename*: the platform does not read those, as far as is known.
    [GeneratedRegex("""(?:^|;)\s*name="?([^";]*)"?""", RegexOptions.IgnoreCase)]
    private static partial Regex NameRule();

    [GeneratedRegex("""(?:^|;)\s*filename="?([^";]*)"?""", RegexOptions.IgnoreCase)]
    private static partial Regex FileNameRule();
}
