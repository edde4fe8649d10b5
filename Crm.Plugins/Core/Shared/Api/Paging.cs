using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Crm.Plugins.Core.Shared.Api;

/// <summary>One page of a list, newest first.</summary>
/// <param name="NextCursor">Pass it as <c>?cursor=</c> for the next page; null at the end.</param>
public sealed record Paged<T>(IReadOnlyList<T> Items, string? NextCursor)
{
    /// <summary>Makes a page of rows fetched with <see cref="PageRequest.Take"/>, one more than shown.</summary>
    public static Paged<T> Of(IReadOnlyList<T> rows, PageRequest page, Func<T, string> cursor) => rows.Count <= page.Limit
        ? new Paged<T>(rows, null)
        : new Paged<T>([.. rows.Take(page.Limit)], cursor(rows[page.Limit - 1]));
}

/// <summary><c>?cursor=&amp;limit=</c>: limit 1 to 200, default 50.</summary>
/// <param name="Before">Rows with an id below this; the highest possible where no cursor is given.</param>
public sealed record PageRequest(string Before, int Limit)
{
    private const string Top = "~";

    public int Take => Limit + 1;

    public static ValueTask<PageRequest?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = 50;
        if (query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 200))
            throw new ProblemException(400, "bad-limit", "limit is a whole number from 1 to 200.");
        var cursor = query["cursor"].ToString();
        if (cursor.Length > 100) throw new ProblemException(400, "bad-cursor", "Pass the nextCursor of the page before, unchanged.");
        return ValueTask.FromResult<PageRequest?>(new PageRequest(cursor.Length == 0 ? Top : cursor, limit));
    }
}

/// <summary>The version a change was made from: <c>If-Match: "3"</c>. Absent means whatever is there.</summary>
public sealed record IfMatch(long? Version)
{
    public void Check(long current)
    {
        if (Version is { } expected && expected != current) throw ProblemException.VersionConflict(current);
    }

    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var text = context.Request.Headers.IfMatch.ToString().Trim().Trim('"');
        if (text.Length == 0 || text == "*") return ValueTask.FromResult<IfMatch?>(new IfMatch((long?)null));
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new ProblemException(400, "bad-if-match", "If-Match is the version in quotes, such as \"3\".");
        return ValueTask.FromResult<IfMatch?>(new IfMatch(version));
    }
}
