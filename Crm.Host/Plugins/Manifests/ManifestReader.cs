using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Host.Plugins.Manifests;

/// <summary>Reads <c>manifest.json</c> and refuses everything it does not know: a typo must not switch a rule off.</summary>
public static class ManifestReader
{
    public const string FileName = "manifest.json";

    internal static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The manifest of a plugin's folder.</summary>
    /// <exception cref="ManifestException">It is missing, unreadable or wrong; the message names the place.</exception>
    public static PluginManifest Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) throw new ManifestException($"There is no {FileName} in the folder.");
        var manifest = Parse(File.ReadAllBytes(file));

        ManifestRules.Check(manifest);
        if (manifest.Id != Path.GetFileName(folder))
            throw new ManifestException($"id: is '{manifest.Id}' but the folder is '{Path.GetFileName(folder)}'; both must be the same.");
        EntryPath(folder, manifest);
        ContractRange.Parse(manifest.Contract);
        return manifest;
    }

    /// <summary>Absolute path of the entry assembly, which must lie inside the folder.</summary>
    public static string EntryPath(string folder, PluginManifest manifest)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var entry = Path.GetFullPath(Path.Combine(root, manifest.Entry));
        if (!entry.StartsWith(root, StringComparison.Ordinal))
            throw new ManifestException("entry: leaves the plugin's folder.");
        if (!entry.EndsWith(".dll", StringComparison.Ordinal) || !File.Exists(entry))
            throw new ManifestException($"entry: there is no assembly {manifest.Entry} in the folder.");
        return entry;
    }

    internal static PluginManifest Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<PluginManifest>(json, Options)
                ?? throw new ManifestException("The manifest is null.");
        }
        catch (JsonException e)
        {
            throw new ManifestException($"{e.Path ?? "$"}: {e.Message}", e);
        }
    }
}

/// <summary>A manifest the host refuses.</summary>
public sealed class ManifestException(string message, Exception? inner = null) : Exception(message, inner);
