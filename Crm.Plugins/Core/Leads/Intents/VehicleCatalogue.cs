using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Plugins.Core.Shared;

namespace Crm.Plugins.Core.Leads.Intents;

/// <summary>A vehicle as customers name it; what is narrower is null where they did not say.</summary>
public sealed record Vehicle(string Brand, string? Series, string? Model);

/// <summary>Brands, series and models with all the names people use for them.</summary>
public sealed class VehicleCatalogue
{
    private readonly Regex _names;
    private readonly Dictionary<string, Vehicle> _byName = new(StringComparer.OrdinalIgnoreCase);

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
        _names = Patterns.Compile(string.Join('|', _byName.Keys.OrderByDescending(n => n.Length).Select(Pattern)));
    }

    /// <summary>The shipped catalogue.</summary>
    public static VehicleCatalogue Default { get; } = Parse(EmbeddedFiles.Text("vehicles.json"));

    /// <summary>Reads <c>[{name, names, series: [{name, names, models: [{name, names}]}]}]</c>.</summary>
    public static VehicleCatalogue Parse(string json) => new(JsonSerializer.Deserialize<BrandRow[]>(json, JsonSerializerOptions.Web)!);

    /// <summary>Everything named in a text, in order.</summary>
    public IReadOnlyList<Vehicle> Find(string text) =>
        [.. _names.Matches(text).Select(m => _byName[Key(m.Value)])];

    /// <summary>The catalogue's spelling of a brand, so that 大众, VW and Volkswagen are one; unknown brands as they are, trimmed.</summary>
    public string? Brand(string? name) => Known(name)?.Brand ?? Trimmed(name);

    /// <summary>The catalogue's spelling of a series, such as Lavida for 朗逸; unknown ones as they are, trimmed.</summary>
    public string? Series(string? name) => Known(name)?.Series ?? Trimmed(name);

    private Vehicle? Known(string? name) => Trimmed(name) is { } text ? _byName.GetValueOrDefault(Key(text)) : null;

    private void Add(string name, string[]? names, Vehicle vehicle)
    {
        foreach (var each in names ?? [])
            _byName[Key(each)] = vehicle;
        _byName.TryAdd(Key(name), vehicle);
    }

    // Blanks, dots and hyphens do not count: "id 4x", "ID.4 X".
    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Pattern(string key)
    {
        var spaced = string.Join(@"[ .\-]?", key.Select(c => Regex.Escape(c.ToString())));
        return (char.IsAscii(key[0]) ? "(?<![A-Z0-9])" : "") + spaced + (char.IsAscii(key[^1]) ? "(?![A-Z0-9])" : "");
    }

    private static string? Trimmed(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    private sealed record BrandRow(string Name, string[]? Names, SeriesRow[]? Series);

    private sealed record SeriesRow(string Name, string[]? Names, ModelRow[]? Models);

    private sealed record ModelRow(string Name, string[]? Names);
}
