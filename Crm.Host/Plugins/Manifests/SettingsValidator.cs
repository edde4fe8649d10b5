using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Host.Plugins.Manifests;

/// <summary>
/// Checks a settings section against the manifest's schema. Reports name the path and the rule, never the value:
/// it may be a secret.
/// </summary>
public sealed class SettingsValidator
{
    private readonly List<string> _missing = [];
    private readonly List<string> _wrong = [];
    private readonly List<string> _unknown = [];
    private readonly List<string> _hosts = [];

    private SettingsValidator()
    {
    }

    public static SettingsReport Check(SettingsSchema? schema, IConfiguration settings)
    {
        var run = new SettingsValidator();
        if (schema is not null) run.Object(schema, settings, "");
        return new SettingsReport(run._missing, run._wrong, run._unknown, run._hosts);
    }

    /// <summary>A blank value counts as absent: an environment cannot tell the two apart.</summary>
    private static bool Present(IConfigurationSection section) =>
        !string.IsNullOrEmpty(section.Value) || section.GetChildren().Any(Present);

    private void Object(SettingsSchema schema, IConfiguration section, string path)
    {
        foreach (var name in schema.Required)
            if (!Present(section.GetSection(name))) _missing.Add(path + name);
        foreach (var (name, property) in schema.Properties) Value(property, section.GetSection(name), path + name);

        // An object without properties is a free map.
        if (schema.Properties.Count == 0) return;
        var known = schema.Properties.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _unknown.AddRange(section.GetChildren().Where(c => !known.Contains(c.Key)).Select(c => path + c.Key));
    }

    private void Value(SettingsSchema schema, IConfigurationSection section, string path)
    {
        if (!Present(section)) return;
        var nested = section.GetChildren().Any();
        if (nested != schema.Type is SettingType.Object or SettingType.Array)
        {
            _wrong.Add($"{path}: must be {Name(schema.Type)}");
            return;
        }

        switch (schema.Type)
        {
            case SettingType.Object:
                Object(schema, section, path + ":");
                break;
            case SettingType.Array:
                if (schema.Items is not { } items) break;
                foreach (var child in section.GetChildren()) Value(items, child, $"{path}:{child.Key}");
                break;
            default:
                Scalar(schema, section.Value!, path);
                break;
        }
    }

    private void Scalar(SettingsSchema schema, string value, string path)
    {
        var number = 0.0;
        var readable = schema.Type switch
        {
            SettingType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && double.TryParse(value, CultureInfo.InvariantCulture, out number),
            SettingType.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number),
            SettingType.Boolean => bool.TryParse(value, out _),
            _ => true,
        };
        if (!readable)
        {
            _wrong.Add($"{path}: must be {Name(schema.Type)}");
            return;
        }

        if (schema.Type is SettingType.Integer or SettingType.Number)
        {
            Require(!(number < schema.Minimum), path, $"must be at least {schema.Minimum}");
            Require(!(number > schema.Maximum), path, $"must be at most {schema.Maximum}");
        }

        Require(schema.Enum.Count == 0 || schema.Enum.Contains(value, StringComparer.OrdinalIgnoreCase), path, $"must be one of {string.Join(", ", schema.Enum)}");
        Require(schema.Pattern is null || Regex.IsMatch(value, schema.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), path, $"must match {schema.Pattern}");
        if (schema.Format == "uri") Address(value, path);
        if (schema.Format == "host") HostName(value, path);
    }

    private void Address(string value, string path)
    {
        if (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") _hosts.Add(uri.IdnHost);
        else _wrong.Add($"{path}: must be an absolute http or https address");
    }

    private void HostName(string value, string path)
    {
        if (Uri.CheckHostName(value.Trim('[', ']')) != UriHostNameType.Unknown) _hosts.Add(value);
        else _wrong.Add($"{path}: must be a host's name or address, without scheme and port");
    }

    private void Require(bool holds, string path, string rule)
    {
        if (!holds) _wrong.Add($"{path}: {rule}");
    }

    private static string Name(SettingType type) => type switch
    {
        SettingType.Object or SettingType.Array or SettingType.Integer => $"an {type.ToString().ToLowerInvariant()}",
        SettingType.Boolean => "true or false",
        _ => $"a {type.ToString().ToLowerInvariant()}",
    };
}

/// <summary>The result of a check, by path.</summary>
/// <param name="Missing">Required and absent: the plugin waits, unconfigured.</param>
/// <param name="Wrong">Present and refused, with the rule.</param>
/// <param name="Unknown">Present but not in the schema, most likely misspelt.</param>
/// <param name="Hosts">Hosts the operator named in settings of format <c>uri</c> or <c>host</c>.</param>
public sealed record SettingsReport(
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Wrong,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Hosts);
