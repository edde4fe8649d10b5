namespace Crm.Plugins.Core.Media;

/// <summary>What a file is by its first bytes. What a sender claims counts for nothing.</summary>
public static class MediaKinds
{
    public const string Unknown = "application/octet-stream";

    /// <summary>The content type; <see cref="Unknown"/> for what we do not recognise.</summary>
    public static string Sniff(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'#', (byte)'!', (byte)'A', (byte)'M', (byte)'R', ..] => "audio/amr",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "video/mp4",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        [(byte)'P', (byte)'K', 3, 4, ..] => "application/zip",
        _ => Unknown,
    };

    /// <summary>Only these are shown in a page; all else is a download. SVG is not among them: it can carry scripts.</summary>
    public static bool IsPicture(string contentType) => contentType is "image/jpeg" or "image/png" or "image/gif" or "image/webp";

    /// <summary>As what a file can be sent: <c>image</c>, <c>voice</c>, <c>video</c> or <c>file</c>; null where it may not be.</summary>
    public static string? Sendable(string contentType) => contentType switch
    {
        "image/jpeg" or "image/png" => "image",
        "audio/amr" => "voice",
        "video/mp4" => "video",
        "application/pdf" or "application/zip" or "image/gif" or "image/webp" => "file",
        _ => null,
    };
}
