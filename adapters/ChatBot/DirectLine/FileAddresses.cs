using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>
/// Addresses of files a page can open without credentials, as an image tag must: signed, and good for a day. Stored
/// activities name the file only; the address is made when they are read.
/// </summary>
internal sealed class FileAddresses(Keys keys, PublicAddress address, TimeProvider time)
{
    private const string Purpose = "file";
    private const string Scheme = "crm-media:";
    private const int HoursGood = 24;

    /// <summary>How a stored activity names a file.</summary>
    public static string Stored(string mediaId) => Scheme + mediaId;

    /// <summary>Id of the file an attachment names; null for other addresses.</summary>
    public static string? MediaIdOf(JsonObject attachment) =>
        ActivityRules.Text(attachment, "contentUrl") is { } url && url.StartsWith(Scheme, StringComparison.Ordinal) ? url[Scheme.Length..] : null;

    /// <summary>The same for an hour, so that a browser may keep what it has loaded.</summary>
    public string Of(string mediaId)
    {
        var until = time.GetUtcNow().ToUnixTimeSeconds() / 3600 * 3600 + (HoursGood + 1) * 3600;
        return $"{address.Http}/v3/directline/files/{mediaId}?e={until}&s={WebEncoders.Base64UrlEncode(keys.Sign(Purpose, Data(mediaId, until)))}";
    }

    public bool IsGood(string mediaId, string? expires, string? signature)
    {
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until) || until < time.GetUtcNow().ToUnixTimeSeconds() || signature is null) return false;
        try
        {
            return keys.Verify(Purpose, Data(mediaId, until), WebEncoders.Base64UrlDecode(signature)) && signature.Length >= 43;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Data(string mediaId, long until) => Encoding.UTF8.GetBytes($"{mediaId}\n{until}");
}
