using System.Collections.Concurrent;
using Crm.Plugins.Core.Store;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins.Core.Accounts;

/// <summary>When a token was last used, to the minute; the request does not wait for it.</summary>
public sealed class TokenUse(Writer writer, TimeProvider time, ILogger<TokenUse> log)
{
    private const long Step = 60_000;
    private readonly ConcurrentDictionary<string, long> _noted = new(StringComparer.Ordinal);

    internal void Note(string id)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var last = _noted.GetOrAdd(id, 0);
        if (now - last >= Step && _noted.TryUpdate(id, now, last)) _ = WriteAsync(id, now);
    }

    private async Task WriteAsync(string id, long at)
    {
        try
        {
            await writer.WriteAsync(unit => TokenStore.Used(unit, id, at));
        }
        catch (Exception e)
        {
            // Nice to know, not worth failing for: the next minute tries again.
            log.LogDebug(e, "The last use of token {Token} was not noted", id);
        }
    }
}
