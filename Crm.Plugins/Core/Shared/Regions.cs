using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Plugins.Core.Shared;

/// <summary>Administrative codes of mainland China (GB/T 2260): two digits province, two prefecture, two county.</summary>
public static partial class Regions
{
    /// <summary>The whole country, the last candidate of every code.</summary>
    public const string Nation = "CN";

    /// <summary>
    /// The codes that contain a code, most specific first and the code itself included: county, prefecture, province,
    /// nation (R-03). Empty for what is no code.
    /// </summary>
    /// <remarks>
    /// Counties directly under a province (prefecture part 90, such as 429004) have no city. In Beijing, Tianjin,
    /// Shanghai and Chongqing the prefecture part is only a shelf (市辖区, 县): both spellings of the city are
    /// candidates, so 310100 and 310000 find each other.
    /// </remarks>
    public static IReadOnlyList<string> Candidates(string? code)
    {
        if (Code(code) is not { } six)
            return [];
        string province = $"{six.AsSpan(0, 2)}0000", prefecture = $"{six.AsSpan(0, 4)}00";
        var list = new List<string>(5) { six };
        if (IsMunicipality(six))
        {
            Add(list, prefecture == province ? $"{six.AsSpan(0, 2)}0100" : prefecture);
            Add(list, $"{six.AsSpan(0, 2)}0100");
        }
        else if (six.AsSpan(2, 2) is not "90")
            Add(list, prefecture);

        Add(list, province);
        list.Add(Nation);
        return list;
    }

    /// <summary>A code, or free text such as <c>江苏省苏州市</c> or <c>Suzhou</c> to a six-digit code; null if not recognised.</summary>
    public static string? Resolve(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
            return null;
        var clean = text.Normalize(NormalizationForm.FormKC).Trim();
        return Code(clean) is { } code
            ? HasKnownPrefecture(code) ? code : null
            : RegionNames.Find(clean);
    }

    /// <summary>Short zh-CN name of a province or city of the shipped table; null if it is not in there.</summary>
    public static string? NameOf(string? code) => Code(code) is { } six ? RegionNames.NameOf(six) : null;

    /// <summary>
    /// What people call a place, by locale: province and city as far as the shipped table knows them, so a district shows
    /// its city. English only where every part has an English name; null for what is no known code.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? DisplayName(string? code)
    {
        // From the province down; the shelf of a municipality is the municipality.
        var known = Candidates(code).Where(part => part != Nation && RegionNames.NameOf(part) is not null).Reverse().ToList();
        if (known.Count == 0) return null;
        var names = new Dictionary<string, string> { ["zh-CN"] = string.Join(' ', known.Select(RegionNames.NameOf)) };
        var english = known.ConvertAll(RegionNames.EnglishNameOf);
        english.Reverse();
        if (!english.Contains(null)) names["en"] = string.Join(", ", english);
        return names;
    }

    /// <summary>Beijing, Tianjin, Shanghai, Chongqing.</summary>
    public static bool IsMunicipality(string code) => code.AsSpan(0, 2) is "11" or "12" or "31" or "50";

    // Town-level codes of 9 and 12 digits begin with the county's, shorter ones are a province's or a city's.
    private static string? Code(string? text)
    {
        if (text is null || !Digits().IsMatch(text))
            return null;
        var six = text.Length >= 6 ? text[..6] : text.PadRight(6, '0');
        return RegionNames.NameOf($"{six.AsSpan(0, 2)}0000") is null ? null : six;
    }

    // People also type postal codes, which look the same: 215000 is Suzhou's, not a place in Liaoning (21).
    private static bool HasKnownPrefecture(string code) =>
        code.AsSpan(2, 2) is "00" or "90"
        || (IsMunicipality(code) && code.AsSpan(2, 2) is "01" or "02")
        || RegionNames.NameOf($"{code.AsSpan(0, 4)}00") is not null;

    private static void Add(List<string> list, string code)
    {
        if (!list.Contains(code))
            list.Add(code);
    }

    [GeneratedRegex(@"^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$")]
    private static partial Regex Digits();
}
