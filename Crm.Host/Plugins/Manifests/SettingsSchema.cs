using System.Text.Json;

namespace Crm.Host.Plugins.Manifests;

/// <summary>
/// The part of JSON Schema that describes a plugin's settings. Values come from configuration, so all of them are
/// strings and a type means "can be read as".
/// </summary>
public sealed record SettingsSchema
{
    public required SettingType Type { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> Required { get; init; } = [];
    public IReadOnlyDictionary<string, SettingsSchema> Properties { get; init; } = new Dictionary<string, SettingsSchema>();
    public SettingsSchema? Items { get; init; }
    public IReadOnlyList<string> Enum { get; init; } = [];
    public double? Minimum { get; init; }
    public double? Maximum { get; init; }

    /// <summary>Regular expression the value must match somewhere; anchor it to match the whole.</summary>
    public string? Pattern { get; init; }

    /// <summary><c>uri</c>: an absolute http or https address, whose host the plugin may reach; <c>host</c>: such a host by itself.</summary>
    public string? Format { get; init; }

    /// <summary>For readers only: the plugin applies its own default.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>A secret: never shown by a page that shows settings.</summary>
    public bool WriteOnly { get; init; }
}

// The names are those of JSON Schema.
#pragma warning disable CA1720
public enum SettingType
{
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
}
