using Crm.Plugins.Contract;

namespace Crm.Adapters.WeCom.Outbound;

/// <summary>What the platform takes of each kind (4.8): checked before a call that must fail.</summary>
internal static class MediaLimits
{
    private const int Smallest = 6;

    /// <summary>Null, or why this file cannot be sent as that kind.</summary>
    public static string? Refusal(string kind, MediaContent content)
    {
        var (most, types) = Of(kind);
        if (content.Bytes.Length < Smallest)
            return SendOutcome.Content;
        if (content.Bytes.Length > most)
            return "too-large";
        return types.Length == 0 || types.Contains(content.ContentType, StringComparer.OrdinalIgnoreCase) ? null : SendOutcome.Content;
    }

    /// <summary>For files that have no name of their own; the platform goes by the ending.</summary>
    public static string FileName(string kind, string contentType) => contentType switch
    {
        "image/jpeg" => "image.jpg",
        "image/png" => "image.png",
        "audio/amr" => "voice.amr",
        "video/mp4" => "video.mp4",
        "application/pdf" => "file.pdf",
        _ => kind,
    };

    private static (int Most, string[] Types) Of(string kind) => kind switch
    {
        "image" => (10 << 20, ["image/jpeg", "image/png"]),
        "voice" => (2 << 20, ["audio/amr"]),
        "video" => (10 << 20, ["video/mp4"]),
        "file" => (20 << 20, []),
        _ => (0, []),
    };
}
