namespace Crm.Plugins.Core.Media;

/// <summary>Section <c>Crm:Media</c>: how large files may be.</summary>
public sealed record MediaOptions
{
    /// <summary>What customers send; larger files are named but not kept.</summary>
    public int MaxInboundMegabytes { get; init; } = 20;

    public int MaxImageMegabytes { get; init; } = 10;

    public int MaxVoiceMegabytes { get; init; } = 2;

    public int MaxVideoMegabytes { get; init; } = 10;

    public int MaxFileMegabytes { get; init; } = 20;

    /// <summary>How long a platform keeps what a customer sent.</summary>
    public int PlatformDays { get; init; } = 3;

    /// <summary>Hours before that at which a team lead is told of a file we still do not have.</summary>
    public int WarnHours { get; init; } = 12;

    public long MaxOf(string kind) => 1048576L * (kind switch
    {
        "image" => MaxImageMegabytes,
        "voice" => MaxVoiceMegabytes,
        "video" => MaxVideoMegabytes,
        _ => MaxFileMegabytes,
    });
}
