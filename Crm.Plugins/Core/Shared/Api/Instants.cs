using System.Globalization;

namespace Crm.Plugins.Core.Shared.Api;

/// <summary>Epoch milliseconds of the store as the API writes them: ISO 8601 UTC with milliseconds.</summary>
public static class Instants
{
    public static string Iso(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string? IsoOrNull(long? ms) => ms is > 0 ? Iso(ms.Value) : null;

    public static string Iso(DateTimeOffset at) => Iso(at.ToUnixTimeMilliseconds());

    /// <summary>Reads a query value; <paramref name="name"/> is for the message.</summary>
    public static long? Parse(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUnixTimeMilliseconds()
            : throw new ProblemException(400, "bad-instant", $"{name} is an ISO 8601 instant such as 2026-11-20T02:15:00Z.");
    }

    /// <summary>The lowest id made at this instant or later: ids begin with their time.</summary>
    public static string LowestId(long ms) => ms.ToString("x12", CultureInfo.InvariantCulture);
}
