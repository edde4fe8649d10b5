using System.Security.Cryptography;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>Temporary media: three days, for all apps of the company (4.8).</summary>
internal sealed class MediaStore(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3);
    private readonly Dictionary<string, (MediaFile File, DateTimeOffset Until)> _files = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _pictures = new();

    public string Add(MediaFile file)
    {
        var id = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 64);
        _files[id] = (file, time.GetUtcNow() + Life);
        return id;
    }

    public MediaFile Get(string? id) =>
        id is not null && _files.TryGetValue(id, out var found) && time.GetUtcNow() <= found.Until ? found.File : throw new WeComError(40007, "invalid media_id");

    /// <summary>Alive and of the right kind.</summary>
    public void Check(string? id, string kind)
    {
        if (Get(id).Kind != kind)
            throw new WeComError(40007, $"invalid media_id: not of type {kind}");
    }

    /// <summary>A thousand pictures a day, three thousand a month.</summary>
    public void CountPicture()
    {
        var now = time.GetUtcNow();
        while (_pictures.TryPeek(out var first) && now - first >= TimeSpan.FromDays(30))
            _pictures.Dequeue();
        if (_pictures.Count >= 3000 || _pictures.Count(at => now - at < TimeSpan.FromDays(1)) >= 1000)
            throw new WeComError(45009, "api freq out of limit");
        _pictures.Enqueue(now);
    }
}

/// <param name="Kind"><c>image</c>, <c>voice</c>, <c>video</c> or <c>file</c>.</param>
internal sealed record MediaFile(string Kind, string Name, string ContentType, byte[] Content);
