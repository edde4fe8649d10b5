using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Adapters.ChatBot.BotFramework;

/// <summary>
/// Tokens whose signature was checked, by their hash: a channel uses one token for an hour of activities. Bounded; when
/// full it starts over. An entry is worth nothing once the token is past its time or the keys it was checked with were replaced.
/// </summary>
internal sealed class VerifiedTokens
{
    internal const int Most = 2048;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async ValueTask<Caller?> FindAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        _entries.TryGetValue(hash, out var entry) && now <= entry.Until && ReferenceEquals(entry.Keys, await entry.Source.CurrentAsync(cancellationToken))
            ? entry.Caller
            : null;

    public void Add(string hash, Caller caller, KeySet source, Keys keys, DateTimeOffset until)
    {
        if (_entries.Count >= Most) _entries.Clear();
        _entries[hash] = new Entry(caller, source, keys, until);
    }

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Entry(Caller Caller, KeySet Source, Keys Keys, DateTimeOffset Until);
}
