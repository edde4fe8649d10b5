using System.Collections.Frozen;

namespace Crm.Plugins.Core.Routing;

/// <summary>
/// Chinese administrative codes (GB/T 2260) as territories: county 310115, prefecture 310100, province 310000, nation
/// 000000. Codes of other countries, or free text, only match themselves.
/// </summary>
/// <param name="replacedBy">Old code to new code, where areas were merged or renamed.</param>
public sealed class RegionCodes(IEnumerable<KeyValuePair<string, string>>? replacedBy = null)
{
    public const string Nation = "000000";

    private readonly FrozenDictionary<string, string> _replacedBy =
        (replacedBy ?? []).ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public static RegionCodes None { get; } = new();

    /// <summary>
    /// The code valid today, six digits: short forms are filled up (31 → 310000), replaced codes are followed. Null for
    /// nothing; other text is trimmed and lower-cased.
    /// </summary>
    public string? Normalise(string? code)
    {
        if (string.IsNullOrWhiteSpace(code))
            return null;
        code = code.Trim();
        if (code is "*" or "CN" or "cn")
            return Nation;
        if (!code.AsSpan().ContainsAnyExceptInRange('0', '9'))
            code = code.Length is 2 or 4 ? code.PadRight(6, '0') : code;
        else
            code = code.ToLowerInvariant();

        // A chain longer than this is a circle in the data.
        for (var hops = 0; hops < 8 && _replacedBy.TryGetValue(code, out var next); hops++)
            code = next;
        return code;
    }

    /// <summary>The code itself and what it lies in, most specific first.</summary>
    /// <param name="code">Normalised.</param>
    public static IReadOnlyList<string> Chain(string code)
    {
        if (!IsNational(code))
            return [code];
        if (code == Nation)
            return [Nation];
        var province = string.Concat(code.AsSpan(0, 2), "0000");
        if (code == province)
            return [province, Nation];
        var prefecture = string.Concat(code.AsSpan(0, 4), "00");
        if (code == prefecture)
            return [prefecture, province, Nation];
        // 4290xx, 6590xx and the like lie directly under their province: there is no city 429000.
        return HasNoCity(code) ? [code, province, Nation] : [code, prefecture, province, Nation];
    }

    /// <summary>The province's two digits; null for codes that are no GB/T 2260 codes, and for the nation.</summary>
    public static string? Province(string? code) =>
        code is not null && IsNational(code) && code != Nation ? code[..2] : null;

    /// <summary>4 = county or a code that is not Chinese, 3 = prefecture, 2 = province, 1 = nation.</summary>
    /// <param name="code">Normalised.</param>
    public static sbyte Level(string code) =>
        !IsNational(code) ? (sbyte)4
        : code == Nation ? (sbyte)1
        : code.EndsWith("0000", StringComparison.Ordinal) ? (sbyte)2
        : code.EndsWith("00", StringComparison.Ordinal) ? (sbyte)3 : (sbyte)4;

    /// <summary>How much two places have in common: 3 = same county, 2 = same city, 1 = same province, 0 = nothing known.</summary>
    public static int Closeness(string a, string b)
    {
        if (a == b)
            return !IsNational(a) || !a.EndsWith("00", StringComparison.Ordinal) ? 3 : a.EndsWith("0000", StringComparison.Ordinal) ? 1 : 2;
        if (!IsNational(a) || !IsNational(b) || a == Nation || b == Nation || !a.AsSpan(0, 2).SequenceEqual(b.AsSpan(0, 2)))
            return 0;
        return a.AsSpan(2, 2).SequenceEqual(b.AsSpan(2, 2)) && !HasNoCity(a) && !a.EndsWith("0000", StringComparison.Ordinal) ? 2 : 1;
    }

    /// <summary>Counties and county-level cities (last two digits 21 and up), where people drive further than in a city's districts.</summary>
    public static bool IsRural(string code) => IsNational(code) && code[4] >= '2' && !code.EndsWith("20", StringComparison.Ordinal);

    private static bool HasNoCity(string code) => code[2] == '9' && code[3] == '0';

    private static bool IsNational(string code) => code.Length == 6 && !code.AsSpan().ContainsAnyExceptInRange('0', '9');
}
