using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Template;

namespace Crm.Host.Plugins.Manifests;

/// <summary>What the shape of a manifest cannot say.</summary>
internal static partial class ManifestRules
{
    private static readonly string[] Capabilities = [.. Capability.All];

    public static void Check(PluginManifest manifest)
    {
        // Crm:Plugins:Path and Crm:Plugins:Enabled are the host's own keys beside the plugins' sections.
        Require(Id().IsMatch(manifest.Id) && manifest.Id is not ("path" or "enabled"), "id", "must be lower-case letters, digits and hyphens, and not 'path' or 'enabled'");
        Require(Version().IsMatch(manifest.Version), "version", "must look like 1.0.0");
        Require(manifest.Title.Count > 0, "title", "needs at least one locale");
        Require(manifest.Provides.All(Capabilities.Contains), "provides", $"knows only {string.Join(", ", Capabilities)}");
        Require(manifest.Limits.TimeoutMs is >= 1 and <= 60_000, "limits.timeoutMs", "must be 1 to 60000");
        Require(manifest.Limits.Concurrency is >= 1 and <= 10_000, "limits.concurrency", "must be 1 to 10000");
        Require(manifest.Routes.Count == 0 || manifest.Provides.Contains(Capability.Inbound), "routes", $"need '{Capability.Inbound}' in provides");
        Require(manifest.Settings is null or { Type: SettingType.Object }, "settings.type", "must be object");
        foreach (var host in manifest.Permissions.Http ?? [])
            Require(host == "*" || Host().IsMatch(host), "permissions.http", $"'{host}' is not a host name, *.suffix or *");
        foreach (var (alias, path) in manifest.Aliases)
        {
            Require(WellKnownAliases.All.Contains(alias), "aliases", $"knows only {string.Join(", ", WellKnownAliases.All)}");
            Require(path.Length > 0 && !path.StartsWith('/') && !path.Contains('{', StringComparison.Ordinal), $"aliases.{alias}", "leads to a relative path without parameters");
        }

        for (var i = 0; i < manifest.Routes.Count; i++) CheckRoute(manifest.Routes[i], $"routes[{i}]");
        if (manifest.Settings is { } settings) CheckSchema(settings, "settings");
    }

    private static void CheckRoute(ManifestRoute route, string at)
    {
        Require(route.Methods.Count > 0 && route.Methods.All(m => Method().IsMatch(m)), $"{at}.methods", "must be upper-case HTTP methods");
        Require(route.MaxBodyKb is >= 0 and <= 10_240, $"{at}.maxBodyKb", "must be 0 to 10240");
        Require(route.Alias is null || WellKnownAliases.All.Contains(route.Alias), $"{at}.alias", $"knows only {string.Join(", ", WellKnownAliases.All)}");
        Require(!route.Path.StartsWith('/') && !route.Path.Contains(':', StringComparison.Ordinal), $"{at}.path", "is relative and has no constraints");
        try
        {
            TemplateParser.Parse(route.Path);
        }
        catch (ArgumentException e)
        {
            throw new ManifestException($"{at}.path: {e.Message}", e);
        }
    }

    private static void CheckSchema(SettingsSchema schema, string at)
    {
        foreach (var name in schema.Required)
            Require(schema.Properties.ContainsKey(name), $"{at}.required", $"names '{name}', which is not among the properties");
        try
        {
            _ = schema.Pattern is null ? null : new Regex(schema.Pattern);
        }
        catch (ArgumentException e)
        {
            throw new ManifestException($"{at}.pattern: {e.Message}", e);
        }

        foreach (var (name, property) in schema.Properties) CheckSchema(property, $"{at}.properties.{name}");
        if (schema.Items is { } items) CheckSchema(items, $"{at}.items");
    }

    private static void Require(bool holds, string at, string rule)
    {
        if (!holds) throw new ManifestException($"{at}: {rule}.");
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Version();

    [GeneratedRegex(@"^(\*\.)?[a-z0-9\[\]:.-]+$")]
    private static partial Regex Host();

    [GeneratedRegex("^[A-Z]+$")]
    private static partial Regex Method();
}
