using Crm.Host.Plugins.Manifests;
using Microsoft.AspNetCore.Routing.Template;

namespace Crm.Host.Plugins.Http;

/// <summary>The routes of one manifest, ready to match.</summary>
internal sealed class RouteTable
{
    private readonly (ManifestRoute Route, TemplateMatcher Matcher)[] _routes;

    public RouteTable(PluginManifest manifest) =>
        _routes = [.. manifest.Routes.Select(r => (r, new TemplateMatcher(TemplateParser.Parse(r.Path), [])))];

    /// <summary>The first route of this path and method; with <see cref="RouteMatch.Route"/> null and methods named, only the method is wrong.</summary>
    public RouteMatch Match(string method, PathString rest)
    {
        List<string> methods = [];
        foreach (var (route, matcher) in _routes)
        {
            var values = new RouteValueDictionary();
            if (!matcher.TryMatch(rest, values)) continue;
            if (route.Methods.Contains(method)) return new RouteMatch(route, Strings(values), []);
            methods.AddRange(route.Methods);
        }

        return new RouteMatch(null, new Dictionary<string, string>(), methods);
    }

    /// <summary>The path behind an alias: what the manifest names, or the literal beginning of the route that claims it.</summary>
    public static string? Behind(PluginManifest manifest, string alias) =>
        manifest.Aliases.TryGetValue(alias, out var path) ? path
        : manifest.Routes.FirstOrDefault(r => r.Alias == alias) is { } route
            ? string.Join('/', route.Path.Split('/').TakeWhile(s => !s.StartsWith('{')))
            : null;

    private static Dictionary<string, string> Strings(RouteValueDictionary values) =>
        values.ToDictionary(v => v.Key, v => v.Value?.ToString() ?? "", StringComparer.OrdinalIgnoreCase);
}

/// <param name="Allowed">Methods the path knows, where this method is not among them.</param>
internal sealed record RouteMatch(ManifestRoute? Route, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Allowed);
