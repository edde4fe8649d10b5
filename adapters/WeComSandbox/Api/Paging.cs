using System.Text;
using System.Text.Json.Nodes;
using Crm.Adapters.WeComSandbox.Platform;

namespace Crm.Adapters.WeComSandbox.Api;

/// <summary>Pages with an opaque cursor. The last page has an empty one.</summary>
internal static class Paging
{
    public static (IReadOnlyList<T> Page, string Next) Page<T>(IReadOnlyList<T> all, string? cursor, long limit)
    {
        var from = Math.Min(Offset(cursor), all.Count);
        var page = all.Skip(from).Take((int)limit).ToArray();
        var next = from + page.Length;
        return (page, next < all.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"at:{next}")) : "");
    }

    public static JsonArray ToArray<T>(this IEnumerable<T> items, Func<T, JsonNode?> show) => new([.. items.Select(show)]);

    public static JsonArray ToJson(this IEnumerable<string> items) => new([.. items.Select(item => JsonValue.Create(item))]);

    private static int Offset(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return 0;
        var bytes = new byte[64];
        return cursor.Length <= 64 && Convert.TryFromBase64String(cursor, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length).Split(':') is ["at", var text] && int.TryParse(text, out var offset) && offset >= 0
            ? offset
            : throw new WeComError(40058, "invalid cursor");
    }
}
