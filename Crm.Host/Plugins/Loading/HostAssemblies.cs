using System.Collections.Concurrent;
using System.Reflection;

namespace Crm.Host.Plugins.Loading;

/// <summary>The assemblies the host carries: its own, its packages and the shared frameworks.</summary>
internal static class HostAssemblies
{
    private static readonly Dictionary<string, string> Paths =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key!, g => g.First(), StringComparer.OrdinalIgnoreCase);

    private static readonly ConcurrentDictionary<string, Version> Versions = new(StringComparer.OrdinalIgnoreCase);

    public static bool Carries(AssemblyName name) => name.Name is { } simple && Paths.ContainsKey(simple);

    /// <summary>The version of an assembly the host carries.</summary>
    public static Version VersionOf(string name) =>
        Versions.GetOrAdd(name, n => AssemblyName.GetAssemblyName(Paths[n]).Version ?? new Version(0, 0));
}
