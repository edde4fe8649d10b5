using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text;

namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>What <c>kf/sync_msg</c> reads: everything except what the API itself sent, for three days.</summary>
internal sealed class KfLog(TimeProvider time, Faults faults)
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(3);
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);

    // A cursor of an earlier run of this in-memory platform must not hide what came since.
    private readonly string _run = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly List<(DateTimeOffset At, string Json)> _entries = [];
    private readonly Dictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _tokenless = new();
    private int _pages;

    public int Count => _entries.Count;

    public void Add(JsonObject message) => _entries.Add((time.GetUtcNow(), message.ToJsonString(ApiJson.Options)));

    /// <summary>A token for the wake-up that tells of new entries.</summary>
    public string NewToken()
    {
        var token = "ENC" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 61);
        _tokens[token] = time.GetUtcNow() + TokenLife;
        return token;
    }

    public JsonObject Page(string? cursor, string? token, int limit)
    {
        CheckToken(token);
        var start = Start(cursor);
        var take = faults.TakeEmptyPage() ? 0 : Math.Min(limit, faults.PageSize ?? limit);
        var oldest = time.GetUtcNow() - Keep;
        var list = new JsonArray();
        if (faults.DuplicateMessages && start > 0 && take > 0)
            list.Add(JsonNode.Parse(_entries[start - 1].Json));
        var next = start;
        for (; next < _entries.Count && list.Count < take; next++)
            if (_entries[next].At >= oldest)
                list.Add(JsonNode.Parse(_entries[next].Json));
        // A page full of nothing but the repeat must still move on.
        if (next == start && take > 0 && next < _entries.Count)
            list.Add(JsonNode.Parse(_entries[next++].Json));
        return new JsonObject
        {
            ["next_cursor"] = Cursor(next),
            ["has_more"] = next < _entries.Count ? 1 : 0,
            ["msg_list"] = list,
        };
    }

    private void CheckToken(string? token)
    {
        var now = time.GetUtcNow();
        if (!string.IsNullOrEmpty(token))
        {
            if (!_tokens.TryGetValue(token, out var until) || now > until)
                throw new WeComError(95007, "invalid msg token");
            return;
        }

        while (_tokenless.TryPeek(out var first) && now - first >= TimeSpan.FromMinutes(1))
            _tokenless.Dequeue();
        if (_tokenless.Count >= faults.TokenlessPullsPerMinute)
            throw new WeComError(45009, "api freq out of limit");
        _tokenless.Enqueue(now);
    }

    /// <summary>Differs from page to page even where it points to the same place.</summary>
    private string Cursor(int index) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_run}:{index}:{++_pages}"));

    private int Start(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return 0;
        var bytes = new byte[64];
        if (cursor.Length > 64 || !Convert.TryFromBase64String(cursor, bytes, out var length)
            || Encoding.ASCII.GetString(bytes, 0, length).Split(':') is not [{ Length: 8 } run, var text, _]
            || !int.TryParse(text, out var index))
            throw new WeComError(40058, "invalid cursor");
        return run == _run ? Math.Clamp(index, 0, _entries.Count) : 0;
    }
}
