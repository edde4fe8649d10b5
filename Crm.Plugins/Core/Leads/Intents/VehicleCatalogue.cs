using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>A vehicle as customers name it; what is narrower is null where they did not say.</summary>
public sealed record Vehicle(string Brand, string? Series, string? Model);

/// <summary>Brands, series and models with all the names people use for them.</summary>
public sealed class VehicleCatalogue
{
    private readonly FrozenDictionary<char, string[]> _byFirst;
    private readonly Dictionary<string, Vehicle> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _chinese = new(StringComparer.OrdinalIgnoreCase);

    private VehicleCatalogue(IEnumerable<BrandRow> brands)
    {
        foreach (var brand in brands)
        {
            Add(brand.Name, brand.Names, new Vehicle(brand.Name, null, null));
            foreach (var series in brand.Series ?? [])
            {
                Add(series.Name, series.Names, new Vehicle(brand.Name, series.Name, null));
                foreach (var model in series.Models ?? [])
                    Add(model.Name, model.Names, new Vehicle(brand.Name, series.Name, model.Name));
            }
        }

        // Longest first: ID.4 CROZZ is not ID.4.
        _byFirst = _byName.Keys.GroupBy(n => n[0]).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(n => n.Length).ToArray());
    }

    /// <summary>The shipped catalogue.</summary>
    public static VehicleCatalogue Default { get; } = Parse(EmbeddedFiles.Text("vehicles.json"));

    /// <summary>Reads <c>[{name, names, series: [{name, names, models: [{name, names}]}]}]</c>.</summary>
    public static VehicleCatalogue Parse(string json) => new(JsonSerializer.Deserialize<BrandRow[]>(json, JsonSerializerOptions.Web)!);

    /// <summary>Everything named in a text, in order.</summary>
    public IReadOnlyList<Vehicle> Find(string text) => [.. Places(text).Select(place => place.Vehicle)];

    /// <summary>The text with a blank in the place of every name.</summary>
    public string Without(string text)
    {
        var rest = new StringBuilder(text);
        foreach (var (start, end, _) in Enumerable.Reverse(Places(text))) rest.Remove(start, end - start).Insert(start, ' ');
        return rest.ToString();
    }

    private List<(int Start, int End, Vehicle Vehicle)> Places(string text)
    {
        var found = new List<(int, int, Vehicle)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!_byFirst.TryGetValue(char.ToUpperInvariant(text[i]), out var names) || (IsWord(text[i]) && i > 0 && IsWord(text[i - 1])))
                continue;
            foreach (var name in names)
            {
                if (EndOf(name, text, i) is not (> 0 and var end))
                    continue;
                found.Add((i, end, _byName[name]));
                i = end - 1;
                break;
            }
        }

        return found;
    }

    /// <summary>The catalogue's spelling of a brand, so that 大众, VW and Volkswagen are one; unknown brands as they are, trimmed.</summary>
    public string? Brand(string? name) => Known(name)?.Brand ?? Trimmed(name);

    /// <summary>The catalogue's spelling of a series, such as Lavida for 朗逸; unknown ones as they are, trimmed.</summary>
    public string? Series(string? name) => Known(name)?.Series ?? Trimmed(name);

    /// <summary>As people call it: <c>Lavida</c> is 朗逸 in Chinese.</summary>
    public string Called(string name, string locale) => locale == "zh-CN" ? _chinese.GetValueOrDefault(name, name) : name;

    /// <summary>The brand, series or model of that name; null for one that is not listed.</summary>
    public Vehicle? Known(string? name) => Trimmed(name) is { } text ? _byName.GetValueOrDefault(Key(text)) : null;

    private void Add(string name, string[]? names, Vehicle vehicle)
    {
        foreach (var each in names ?? [])
            _byName[Key(each)] = vehicle;
        _byName.TryAdd(Key(name), vehicle);
        if (names?.FirstOrDefault(each => each.Any(letter => letter is >= '\u4e00' and <= '\u9fff')) is { } chinese) _chinese.TryAdd(name, chinese);
    }

    // Blanks, dots and hyphens do not count: "id 4x", "ID.4 X".
    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // One blank, dot or hyphen may stand between any two characters of a name.
    private static int EndOf(string name, string text, int at)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && at < text.Length && text[at] is ' ' or '.' or '-')
                at++;
            if (at >= text.Length || char.ToUpperInvariant(text[at++]) != name[i])
                return -1;
        }

        return IsWord(name[^1]) && at < text.Length && IsWord(text[at]) ? -1 : at;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c);

    private static string? Trimmed(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    private sealed record BrandRow(string Name, string[]? Names, SeriesRow[]? Series);

    private sealed record SeriesRow(string Name, string[]? Names, ModelRow[]? Models);

    private sealed record ModelRow(string Name, string[]? Names);
}
