using System.Collections.Concurrent;

namespace Crm.Adapters.ChatBot.DirectLine;

/// <summary>So many uploads a minute in one conversation, counted on this node.</summary>
internal sealed class UploadRate(DirectLineOptions options, TimeProvider time)
{
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<string, (long Minute, int Count)> _counts = new();

    /// <summary>Null where it may go on, else how long to wait.</summary>
    public TimeSpan? Take(string conversation)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var minute = now / 60;
        if (_counts.Count >= MostRemembered) Forget(minute);
        var (_, count) = _counts.AddOrUpdate(conversation, _ => (minute, 1), (_, old) => old.Minute == minute ? (minute, old.Count + 1) : (minute, 1));
        return count <= options.UploadsPerMinute ? null : TimeSpan.FromSeconds((minute + 1) * 60 - now);
    }

    private void Forget(long minute)
    {
        foreach (var (conversation, entry) in _counts)
            if (entry.Minute != minute) _counts.TryRemove(conversation, out _);
    }
}
