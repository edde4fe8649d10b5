using System.Collections.Frozen;
using System.Text.Json;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// Administrative codes as territories. Codes of other countries, and free text, only match themselves.
/// </summary>
/// <param name="replacedBy">Old code to new code, where areas were merged or renamed.</param>
public sealed class RegionCodes(IEnumerable<KeyValuePair<string, string>>? replacedBy = null)
{
    private readonly FrozenDictionary<string, string> _replacedBy =
        (replacedBy ?? []).ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public static RegionCodes None { get; } = new();

    /// <summary>With the mergers and renamings that are shipped; a code of before them finds the dealers of today.</summary>
    public static RegionCodes Shipped { get; } = new(
        JsonSerializer.Deserialize<Change[]>(EmbeddedFiles.Text("region-changes.json"), JsonSerializerOptions.Web)!
            .Select(change => KeyValuePair.Create(change.Code, change.ReplacedBy)));

    /// <summary>
    /// The code valid today: short forms are filled up (31 → 310000), replaced codes are followed, the nation is
    /// <see cref="Regions.Nation"/>. Null for nothing; other text is trimmed and lower-cased.
    /// </summary>
    public string? Normalise(string? code)
    {
        if (string.IsNullOrWhiteSpace(code))
            return null;
        code = code.Trim();
        if (code is "*" or "000000" || code.Equals(Regions.Nation, StringComparison.OrdinalIgnoreCase))
            return Regions.Nation;
        code = Regions.Candidates(code) is [var six, ..] ? six : code.ToLowerInvariant();
        // A chain longer than this is a circle in the data.
        for (var hops = 0; hops < 8 && _replacedBy.TryGetValue(code, out var next); hops++)
            code = next;
        return code;
    }

    /// <summary>The code itself and what it lies in, most specific first.</summary>
    /// <param name="code">Normalised.</param>
    public static IReadOnlyList<string> Chain(string code) => Regions.Candidates(code) is { Count: > 0 } chain ? chain : [code];

    /// <summary>4 = county or a code that is not Chinese, 3 = city, 2 = province, 1 = nation.</summary>
    /// <param name="code">Normalised.</param>
    public static sbyte Level(string code)
    {
        if (code == Regions.Nation)
            return 1;
        if (!IsNational(code))
            return 4;
        return code.EndsWith("0000", StringComparison.Ordinal) ? (sbyte)2 : code.EndsWith("00", StringComparison.Ordinal) ? (sbyte)3 : (sbyte)4;
    }

    /// <summary>The province's two digits; null for the nation and for what is no Chinese code.</summary>
    public static string? Province(string? code) => code is not null && IsNational(code) ? code[..2] : null;

    /// <summary>How much two places have in common: 3 = same county, 2 = same city, 1 = same province, 0 = nothing known.</summary>
    public static int Closeness(string a, string b)
    {
        if (!IsNational(a) || !IsNational(b))
            return a == b && a != Regions.Nation ? 3 : 0;
        if (a == b && Level(a) == 4)
            return 3;
        if (!a.AsSpan(0, 2).SequenceEqual(b.AsSpan(0, 2)))
            return 0;
        // The four municipalities are one city each. A prefecture part of 90 is no city at all.
        var sameCity = Regions.IsMunicipality(a)
            || (a.AsSpan(2, 2).SequenceEqual(b.AsSpan(2, 2)) && a.AsSpan(2, 2) is not ("00" or "90"));
        return sameCity ? 2 : 1;
    }

    /// <summary>Counties and county-level cities (last two digits 21 and up), where people drive further than in a city's districts.</summary>
    public static bool IsRural(string code) => IsNational(code) && string.CompareOrdinal(code, 4, "20", 0, 2) > 0;

    private sealed record Change(string Code, string ReplacedBy, int Since);

    private static bool IsNational(string code) => code.Length == 6 && !code.AsSpan().ContainsAnyExceptInRange('0', '9');
}
