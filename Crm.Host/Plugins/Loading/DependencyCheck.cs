using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Crm.Host.Plugins.Loading;

/// <summary>
/// Reads what a plugin's assemblies refer to before they run. Without it a missing or too old library shows only when
/// the first method that needs it is called, perhaps days later and in the middle of a message.
/// </summary>
internal static class DependencyCheck
{
    /// <exception cref="FileLoadException">The host carries an older version than the plugin needs.</exception>
    /// <exception cref="FileNotFoundException">The entry assembly needs something that is nowhere.</exception>
    public static void Check(string entryPath, PluginLoadContext context)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { entryPath };
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var path))
        {
            foreach (var need in References(path))
            {
                if (HostAssemblies.Carries(need)) CheckVersion(need, path);
                else if (context.PrivatePath(need) is { } found)
                {
                    if (seen.Add(found)) open.Enqueue(found);
                }
                else if (path == entryPath)
                {
                    // Libraries often name optional assemblies they never load, so only the plugin's own needs count.
                    throw new FileNotFoundException($"{Path.GetFileName(path)} needs {need.Name} {need.Version}, which neither the host nor the plugin's folder has. Copy it beside the plugin.", need.Name);
                }
            }
        }
    }

    private static void CheckVersion(AssemblyName need, string path)
    {
        var carried = HostAssemblies.VersionOf(need.Name!);
        if (need.Version is { } wanted && wanted > carried)
            throw new FileLoadException($"{Path.GetFileName(path)} needs {need.Name} {wanted}, but the host carries {carried} and its copy is used by all. Build the plugin against {carried} or update the host.", need.Name);
    }

    private static List<AssemblyName> References(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        if (!image.HasMetadata) return [];
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetAssemblyReference(r).GetAssemblyName())];
    }
}
