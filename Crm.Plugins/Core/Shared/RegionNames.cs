using System.Text.Json;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Shared;

/// <summary>The shipped names of provinces and prefecture-level cities, and how to find them in an address.</summary>
internal static class RegionNames
{
    private sealed record Row(string Code, string[] Names);

    private static readonly Row[] Rows =
        JsonSerializer.Deserialize<Row[]>(EmbeddedFiles.Text("regions.json"), JsonSerializerOptions.Web)!;

    private static readonly Dictionary<string, string[]> ByCode = Rows.ToDictionary(r => r.Code, r => r.Names);

    private static readonly Dictionary<string, string> ByName =
        Rows.SelectMany(r => r.Names.Select(n => (n, r.Code))).ToDictionary(p => p.n, p => p.Code, StringComparer.OrdinalIgnoreCase);

    // Longest first, so that 吉林市 is not read as 吉林. Latin names stand alone; a name before 路 or 街 is a street's.
    private static readonly Regex Names = new(
        string.Join('|', ByName.Keys.OrderByDescending(n => n.Length).Select(n =>
            n[0] < 128 ? $@"\b{Regex.Escape(n)}\b" : $"{n}(?!(?:市|省)?[东西南北中]?(?:路|街|大道))")),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled);

    public static string? NameOf(string code) => ByCode.GetValueOrDefault(code)?[0];

    /// <summary>The Latin name, where the table has one.</summary>
    public static string? EnglishNameOf(string code) => ByCode.GetValueOrDefault(code)?.FirstOrDefault(name => name[0] < 128);

    /// <summary>The first city, unless a province is named: then its first city, or the province itself.</summary>
    public static string? Find(string text)
    {
        var codes = Names.Matches(text).Select(m => ByName[m.Value]).ToList();
        var province = codes.Find(IsProvince);
        return province is null
            ? codes.FirstOrDefault()
            : codes.Find(c => !IsProvince(c) && c.AsSpan(0, 2).SequenceEqual(province.AsSpan(0, 2))) ?? province;
    }

    private static bool IsProvince(string code) => code.EndsWith("0000", StringComparison.Ordinal);
}
